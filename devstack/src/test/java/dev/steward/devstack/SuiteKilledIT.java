package dev.steward.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.infra.ChildProcesses;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Leaves no suite to the tests after it, so its name puts it at the end of an alphabetical run. */
@ExtendWith(WithSuite.class)
class SuiteKilledIT {
    @Test
    void leavesNothingRunningWhenItsLauncherIsKilled(SuiteUnderTest suite) throws Exception {
        var admin = suite.api().loginAs("admin", suite.adminPassword());
        admin.post("/api/v1/projects", Map.of("project_id", "orphans", "name", "Orphans"), 201);
        var session = admin.post("/api/v1/sessions", Map.of("project_id", "orphans"), 201)
                .path("id")
                .asString();
        Awaitility.await("the session runs")
                .atMost(SuiteUnderTest.PATIENCE)
                .until(() -> suite.faults().processOf(session).isPresent());
        assertThat(ProcessesOf.suite(suite.layout())).hasSizeGreaterThan(10);

        ChildProcesses.kill(suite.status().launcher().handle().orElseThrow());

        Awaitility.await("nothing outlives the launcher")
                .atMost(SuiteUnderTest.PATIENCE)
                .until(() -> ProcessesOf.suite(suite.layout()).isEmpty());
        assertThat(suite.steward("status").output()).isEqualTo("The suite is not running.\n");
    }
}
