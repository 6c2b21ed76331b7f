package dev.steward.session.adapter.kubernetes;

import static org.awaitility.Awaitility.await;

import dev.steward.session.domain.Given;
import dev.steward.session.domain.Session;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import reactor.core.publisher.Mono;

/** A cluster, an instance of the service over it, and a session that it is to run, all new for each test. */
abstract class ClusterFixture {

    static final Duration DEADLINE = Duration.ofSeconds(30);

    final FakeCluster cluster = new FakeCluster();
    final KubernetesSessionRuntime runtime = cluster.runtime();
    final Session session = Given.pending(7, 41_000).start(Given.NOW).after();

    @AfterEach
    void tearDown() throws IOException {
        cluster.close();
    }

    final void awaitAnswer(Session awaited) {
        awaitAnswer(runtime, awaited);
    }

    static void awaitAnswer(KubernetesSessionRuntime from, Session awaited) {
        soon().until(() -> get(from.answers(awaited)));
    }

    static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(FakeCluster.POLL).atMost(DEADLINE);
    }

    static <T> T get(Mono<T> mono) {
        return mono.block(DEADLINE);
    }
}
