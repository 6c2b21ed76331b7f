package dev.steward.session.adapter.kubernetes;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.steward.session.domain.Session;
import dev.steward.session.port.SessionRuntime;
import dev.steward.session.port.SessionRuntimeConformance;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** The suite of all runtimes, as far as an API server goes: pods get the statuses that a node would give them. */
class KubernetesSessionRuntimeTest extends SessionRuntimeConformance {

    private final FakeCluster cluster = new FakeCluster();
    private final KubernetesSessionRuntime runtime = cluster.runtime();

    @BeforeEach
    void measure(TestInfo test) {
        if (test.getDisplayName().startsWith("followsWhatIsPrinted")) {
            abort("not run: a server in memory answers as a whole; PodLogTest follows one that goes on");
        }
        cluster.measure("250m", "64Mi");
    }

    @AfterEach
    void tearDown() throws Exception {
        cluster.close();
    }

    @Override
    protected SessionRuntime runtime() {
        return runtime;
    }

    @Override
    protected SessionRuntime restarted() {
        return cluster.runtime();
    }

    @Override
    protected Map<Need, String> lacks() {
        return Map.of(
                Need.SETUP,
                        "setup commands are init containers, which a kubelet runs; ChartValuesTest and PodStateTest",
                Need.MEMORY_LIMIT, "a kubelet holds a pod to its limits; PodStateTest reads what it says then",
                Need.IMAGES, "a kubelet fetches images; ClusterFaultsTest says what comes of one that is missing");
    }

    @Override
    protected void killServer(Session session) {
        cluster.node().kill(session);
    }

    @Override
    protected void print(Session session, String line) {
        cluster.api().print(Names.pod(session), line + "\n");
    }

    @Override
    protected void occupy(int port) {
        abort("not run: a Service has an address of its own, on which nothing else listens");
    }
}
