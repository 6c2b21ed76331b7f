package dev.steward.zerotrust.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.zerotrust.domain.Password;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;

class ZeroTrustPropertiesTest {

    private static final String MASTER_KEY = "steward.zero-trust.master-key=" + "A".repeat(43) + "=";
    private static final String PRODUCTION = "steward.zero-trust.profile=production";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Settings.class);

    @Test
    void defaultsAreThese() {
        runner.withPropertyValues(MASTER_KEY).run(context -> assertThat(context.getBean(ZeroTrustProperties.class))
                .isEqualTo(new ZeroTrustProperties(
                        "", "A".repeat(43) + "=", "", false, Duration.ofMinutes(15), Duration.ofDays(7), 64)));
    }

    @Test
    void defaultsOfLoginAndKeysAreThese() {
        runner.withPropertyValues(MASTER_KEY).run(context -> {
            assertThat(context.getBean(LoginGuardProperties.class))
                    .isEqualTo(new LoginGuardProperties(5, Duration.ofMinutes(15), Duration.ofSeconds(1), 100));
            assertThat(context.getBean(KeyRotationProperties.class))
                    .isEqualTo(new KeyRotationProperties(Duration.ofDays(30), Duration.ofMinutes(5)));
            assertThat(context.getEnvironment().resolvePlaceholders(KeyRotationTurns.EVERY))
                    .isEqualTo("PT10S");
            assertThat(context.getBean(DecisionProperties.class)).isEqualTo(new DecisionProperties(90));
            assertThat(context.getBean(AuditProperties.class))
                    .isEqualTo(new AuditProperties(400, Duration.ofMinutes(1), 50_000));
        });
    }

    @Test
    void whatTrustScoresAreMadeOfIsKeptForAMonth() {
        runner.withPropertyValues(MASTER_KEY).run(context -> {
            assertThat(context.getBean(TrustScoreProperties.class))
                    .isEqualTo(new TrustScoreProperties(Duration.ofDays(30)));
            assertThat(context.getEnvironment().resolvePlaceholders(TrustTurns.EVERY))
                    .isEqualTo("PT2S");
            assertThat(context.getBean(DeviceProperties.class)).isEqualTo(new DeviceProperties(80));
        });
    }

    @Test
    void refusesToStartWithoutAMasterKey() {
        runner.run(context -> assertThat(context).hasFailed());
        runner.withPropertyValues("steward.zero-trust.master-key=too-short")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void productionRefusesToStartWithoutBothSecrets() {
        runner.withPropertyValues(PRODUCTION, MASTER_KEY)
                .run(context -> assertThat(context).hasFailed());
        runner.withPropertyValues(PRODUCTION, "steward.zero-trust.admin-password=correct horse battery")
                .run(context -> assertThat(context).hasFailed());
        runner.withPropertyValues(PRODUCTION, MASTER_KEY, "steward.zero-trust.admin-password=correct horse battery")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void namesEveryProblemAndShowsNoSecret() {
        runner.withPropertyValues(
                        "steward.zero-trust.admin-password=hunter2",
                        "steward.zero-trust.master-key=c2VjcmV0",
                        "steward.zero-trust.hashing-queue=0")
                .run(context -> assertThat(
                                context.getStartupFailure().getCause().getCause())
                        .hasMessageContaining(Password.RULE)
                        .hasMessageContaining("STEWARD_MASTER_KEY_FILE")
                        .hasMessageContaining("hashingQueue")
                        .message()
                        .doesNotContain("hunter2", "c2VjcmV0"));
    }

    @Test
    void trainingNeedsNoSecret() {
        runner.withPropertyValues("steward.zero-trust.training=true", PRODUCTION)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({
        ZeroTrustProperties.class,
        LoginGuardProperties.class,
        KeyRotationProperties.class,
        TrustScoreProperties.class,
        DeviceProperties.class,
        DecisionProperties.class,
        AuditProperties.class
    })
    static class Settings {}
}
