package dev.steward.zerotrust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.events.Topics;
import dev.steward.events.trust.UserCreated;
import dev.steward.kit.testing.SuiteEnvironment;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import dev.steward.kit.testing.WithSuiteInfra;
import dev.steward.zerotrust.port.SealBrokenException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@WithSuiteInfra
@ExtendWith(OutputCaptureExtension.class)
class FirstStartIT {

    private static final String OTHER_MASTER_KEY = "STEWARD_MASTER_KEY=" + "A".repeat(43) + "=";

    @Test
    void twoInstancesAtOnceAgreeOnOneKeyAndOneAdmin(TestDatabase database, TestEvents events, CapturedOutput output) {
        CompletableFuture<ConfigurableApplicationContext> starting =
                CompletableFuture.supplyAsync(() -> start(database, TestSecrets.MASTER_KEY));
        try (var one = start(database, TestSecrets.MASTER_KEY);
                var other = starting.join()) {
            assertThat(database.rows("select state from signing_keys")).containsExactly("active");
            assertThat(database.rows("select username, roles::text from users")).containsExactly("admin|{admin}");

            ZeroTrustClient atOne = ZeroTrustClient.anonymous(port(one));
            ZeroTrustClient atOther = ZeroTrustClient.anonymous(port(other));
            atOther.bearing(atOne.login("admin").get("access_token").toString())
                    .get("/api/v1/projects")
                    .expectStatus()
                    .isOk();

            events.await(Topics.TRUST_STATE, seen -> seen.stream()
                    .anyMatch(event -> event.subject().equals("snapshot-complete")));
            assertThat(events.await(UserCreated.class, 1)).hasSize(1);
        } finally {
            starting.join().close();
        }

        assertThatThrownBy(() -> start(database, OTHER_MASTER_KEY)).hasRootCauseInstanceOf(SealBrokenException.class);
        assertThat(output)
                .contains("The signing key cannot be opened. Sealed with master key ", "STEWARD_MASTER_KEY_FILE");
    }

    private static ConfigurableApplicationContext start(TestDatabase database, String masterKey) {
        return SuiteEnvironment.start(
                database, List.of(ZeroTrustServiceApplication.class), TestSecrets.ADMIN_PASSWORD, masterKey);
    }

    private static int port(ConfigurableApplicationContext service) {
        return Integer.parseInt(service.getEnvironment().getProperty("local.server.port"));
    }
}
