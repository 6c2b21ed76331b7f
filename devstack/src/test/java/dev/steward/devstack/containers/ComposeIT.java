package dev.steward.devstack.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.devstack.suite.SuiteService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole suite in containers. */
@Tag("images")
@EnabledIf(value = "dev.steward.devstack.containers.Docker#answers", disabledReason = "No Docker engine answers here.")
class ComposeIT {
    private static final String KILL_SESSION = "docker compose exec -T session-service sh -c"
            + " \"kill -9 \\$(cut -d' ' -f1 /data/sessions/$SESSION_ID/control/*/server)\"";
    private static final String KILL_SERVICE = "docker compose exec -T session-service sh -c 'kill -9 -1' || true";

    private static ComposedSuite suite;

    @BeforeAll
    static void start() {
        suite = new ComposedSuite();
        var outcome = suite.compose("up", "--build", "--wait");
        if (outcome.status() != 0) {
            var logs = suite.compose("logs", "--tail=20").output();
            suite.close();
            throw new AssertionError(outcome.output() + logs);
        }
    }

    @AfterAll
    static void stop() {
        suite.close();
    }

    @Test
    void holdsAsTheDemoPlaysIt() {
        var password = suite.secrets().resolve("admin-password").toString();
        var outcome = suite.run(
                "./steward",
                "demo",
                "--target=" + suite.gateway(),
                "--admin-password-file=" + password,
                "--kill-session=" + KILL_SESSION,
                "--kill-service=" + KILL_SERVICE);

        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(outcome.output())
                .containsPattern("killed; the page answers again after \\d+ ms, same session id, the file still there")
                .containsPattern(
                        "the session died with its container, and its page answers again after .*, same session id")
                .contains("verdict warn, 60 rows, 2 duplicates", "The scenario holds");
    }

    @ParameterizedTest
    @EnumSource
    void startsEveryServiceFromTheCacheOfItsImage(SuiteService service) {
        var mapped = suite.compose("exec", "-T", service.module(), "sh", "-c", "cat /proc/[0-9]*/maps");

        assertThat(mapped.output()).contains("/app/app.aot");
    }

    @ParameterizedTest
    @EnumSource
    void runsEveryServiceWithoutRights(SuiteService service) {
        var status = suite.compose("exec", "-T", service.module(), "cat", "/proc/self/status")
                .required();

        assertThat(status)
                .containsPattern("Uid:\\s+10001")
                .containsPattern("CapEff:\\s+0+\n")
                .containsPattern("NoNewPrivs:\\s+1");
    }
}
