package dev.steward.devstack.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.devstack.containers.Docker.Outcome;
import dev.steward.devstack.suite.SuiteService;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the images and the compose file say about what they lack. */
@Tag("images")
@EnabledIf(value = "dev.steward.devstack.containers.Docker#answers", disabledReason = "No Docker engine answers here.")
class ImagesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static ComposedSuite suite;

    @BeforeAll
    static void build() {
        suite = new ComposedSuite();
        suite.compose("build").required();
    }

    @AfterAll
    static void close() {
        suite.close();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GATEWAY")
    void endWithOneSentenceWithoutTheirDatabase(SuiteService service) {
        var outcome = run(service, "--rm", "--env", "STEWARD_DATABASE_PATIENCE=PT1S");

        assertThat(outcome.status()).as(outcome.output()).isEqualTo(1);
        assertThat(lastLine(outcome))
                .contains("The database did not answer within 1 s", "Start PostgreSQL, or correct");
    }

    @Test
    void startTheGatewayWithoutItsDatabase() {
        var container = run(SuiteService.GATEWAY, "--detach").required().strip();
        try {
            Awaitility.await().atMost(PATIENCE).until(() -> Docker.run("docker", "logs", container)
                    .required()
                    .contains("Starting without the database"));
            assertThat(Docker.run("docker", "inspect", "--format={{.State.Running}}", container)
                            .output())
                    .isEqualToIgnoringNewLines("true");
        } finally {
            Docker.run("docker", "rm", "--force", container).required();
        }
    }

    @Test
    void endWithOneSentenceWithoutASecret() {
        var outcome = run(SuiteService.COST, "--rm", "--env", "STEWARD_DB_APP_PASSWORD_FILE=/run/secrets/none");

        assertThat(outcome.status()).as(outcome.output()).isEqualTo(1);
        assertThat(outcome.output())
                .contains("STEWARD_DB_APP_PASSWORD_FILE names a file that cannot be read: /run/secrets/none")
                .doesNotContain("\tat ");
    }

    @Test
    void startNothingWhenASecretOfTheComposeFileIsMissing() throws IOException {
        Files.delete(suite.secrets().resolve("gateway_app"));

        var outcome = suite.compose("up", "--no-build", "--detach");

        assertThat(outcome.status()).as(outcome.output()).isNotZero();
        assertThat(outcome.output())
                .contains("does not exist: " + suite.secrets().resolve("gateway_app"));
        assertThat(suite.running()).isEmpty();
    }

    /** As hardened as in the compose file, with the secrets that no service starts without. */
    private static Outcome run(SuiteService service, String... options) {
        var command = new ArrayList<>(List.of("docker", "run", "--read-only", "--tmpfs=/tmp", "--tmpfs=/data"));
        command.addAll(List.of("--cap-drop=ALL", "--security-opt=no-new-privileges", "--memory=512m"));
        if (service == SuiteService.ZERO_TRUST) {
            command.addAll(List.of("--env=STEWARD_ADMIN_PASSWORD_FILE=/admin", "--env=STEWARD_MASTER_KEY_FILE=/key"));
            command.add("--volume=" + suite.secrets().resolve("admin-password") + ":/admin:ro");
            command.add("--volume=" + suite.secrets().resolve("master.key") + ":/key:ro");
        }
        command.addAll(List.of(options));
        command.add("steward/" + service.module() + ":0.1.0-SNAPSHOT");
        return suite.run(command.toArray(String[]::new));
    }

    private static String lastLine(Outcome outcome) {
        return outcome.output().lines().toList().getLast();
    }
}
