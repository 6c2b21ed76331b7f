package dev.steward.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.devstack.suite.Layout;
import dev.steward.devstack.suite.ProcessId;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(WithSuite.class)
class LauncherIT {
    @TempDir
    static Path otherState;

    @Test
    void showsHowEachProcessStands(SuiteUnderTest suite) {
        var outcome = suite.steward("status", "--json");

        assertThat(outcome.status()).isZero();
        var status = JsonMapper.shared().readTree(outcome.output());
        assertThat(status.path("ready").asBoolean()).isTrue();
        assertThat(status.path("parts").valueStream().map(part -> part.path("name")
                        .asString()))
                .containsExactly(
                        "postgresql",
                        "kafka",
                        "zero-trust-service",
                        "session-service",
                        "job-orchestrator",
                        "cost-optimizer",
                        "self-healing-service",
                        "gateway");
        assertThat(suite.steward("status").output()).contains("gateway", "ready", "admin password");
    }

    @Test
    void saysThatTheSuiteIsRunning(SuiteUnderTest suite) {
        for (var arguments : new String[][] {{"up", "--no-build"}, {"up", "--no-build", "--detach"}}) {
            var outcome = suite.steward(arguments);
            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.output()).isEqualTo("steward: The suite is running already (see ./steward status).\n");
        }
    }

    @Test
    void startsNothingWhenAPortIsInUse(SuiteUnderTest suite) {
        var other = Map.of(Layout.STATE_VARIABLE, otherState.toString());
        var outcome = suite.steward(other, "up", "--no-build");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output())
                .isEqualTo("steward: Port " + suite.port("STEWARD_ZERO_TRUST_PORT")
                        + " is in use, so zero-trust-service cannot start.\n");
        assertThat(suite.steward(other, "status").output()).isEqualTo("The suite is not running.\n");
        assertThat(suite.steward(other, "down", "--wipe", "--yes").status()).isZero();
    }

    @Test
    void printsTheLogOfAProcess(SuiteUnderTest suite) {
        assertThat(suite.steward("logs", "gateway").output()).contains("Started GatewayApplication");
        assertThat(suite.steward("logs", "postgresql").output()).contains("ready to accept connections");
        assertThat(suite.steward("logs", "nothing").status()).isEqualTo(1);
    }

    @Test
    void wipesNothingWithoutAYes(SuiteUnderTest suite) {
        var outcome = suite.steward("down", "--wipe");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(suite.status().ready()).isTrue();
    }

    @Test
    void keepsDataAndLeavesNothingRunning(SuiteUnderTest suite) {
        var admin = suite.api().loginAs("admin", suite.adminPassword());
        admin.post("/api/v1/projects", Map.of("project_id", "kept", "name", "Kept"), 201);
        var processes = suite.processes().values();

        assertThat(suite.steward("down").status()).isZero();
        assertThat(processes).noneMatch(ProcessId::isAlive);
        suite.up();

        var again = suite.api().loginAs("admin", suite.adminPassword());
        assertThat(again.get("/api/v1/projects/kept").path("project_id").asString())
                .isEqualTo("kept");
    }
}
