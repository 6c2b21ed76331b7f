package dev.steward.session.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.session.domain.Given;
import dev.steward.session.domain.Session;
import dev.steward.session.port.LaunchOutcome;
import dev.steward.session.port.Observation;
import dev.steward.session.port.RuntimeUnavailableException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What comes of sessions when something goes wrong around them. */
class ClusterFaultsTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final FakeCluster cluster = new FakeCluster();
    private final KubernetesSessionRuntime runtime = cluster.runtime();
    private final Session session = Given.pending(7, 41_000).start(Given.NOW).after();

    @AfterEach
    void tearDown() throws Exception {
        cluster.close();
    }

    @Test
    void saysThatTheClusterIsAwayAndGoesOnWhenItIsBack() {
        get(runtime.launch(session));
        await().atMost(DEADLINE).until(() -> get(runtime.answers(session)));
        Session another = Given.pending(8, 41_001).start(Given.NOW).after();
        cluster.api().breakAfter(0);

        assertThatThrownBy(() -> get(runtime.launch(another))).isInstanceOf(RuntimeUnavailableException.class);
        assertThatThrownBy(() -> get(runtime.observe(another))).isInstanceOf(RuntimeUnavailableException.class);
        assertThatThrownBy(() -> get(runtime.end(session.id()))).isInstanceOf(RuntimeUnavailableException.class);
        assertThatThrownBy(() -> get(runtime.remove(session.id()))).isInstanceOf(RuntimeUnavailableException.class);
        assertThatThrownBy(() -> get(runtime.found())).isInstanceOf(RuntimeUnavailableException.class);
        assertThat(get(runtime.answers(another))).isFalse();
        // Its page does not need the API.
        assertThat(get(runtime.responds(session))).isTrue();

        cluster.api().mend();
        assertThat(get(runtime.launch(another))).isInstanceOf(LaunchOutcome.Launched.class);
        await().atMost(DEADLINE).until(() -> get(runtime.answers(another)));
        assertThat(get(runtime.observe(session))).isInstanceOf(Observation.Alive.class);
    }

    @Test
    void saysWhatTheClusterSaysWhenItRefuses() {
        cluster.api()
                .refuse(line -> line.matches("POST .*/pods(\\?.*)?")
                        ? ClusterApi.status(403, "pods is forbidden: exceeded quota: sessions")
                        : null);

        LaunchOutcome outcome = get(runtime.launch(session));

        assertThat(outcome).isInstanceOfSatisfying(LaunchOutcome.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo("start-failed");
            assertThat(refused.detail()).contains("exceeded quota: sessions");
        });
        cluster.api().mend();
        get(runtime.remove(session.id()));
        assertThat(cluster.objects()).isEmpty();
    }

    @Test
    void waitsForANamespaceThatIsBeingRemoved() {
        cluster.api()
                .refuse(line -> line.matches("POST .*/pods(\\?.*)?")
                        ? ClusterApi.status(
                                403, "unable to create new content in namespace x because it is being terminated")
                        : null);

        assertThatThrownBy(() -> get(runtime.launch(session))).isInstanceOf(RuntimeUnavailableException.class);

        cluster.api().mend();
        assertThat(get(runtime.launch(session))).isInstanceOf(LaunchOutcome.Launched.class);
    }

    @Test
    void waitsForASlowStartAndForAHangToPass() {
        cluster.decide(_ -> FakeCluster.waiting("ContainerCreating", null));
        get(runtime.launch(session));
        await().atMost(DEADLINE).until(() -> cluster.pod(session).getStatus() != null);
        assertThat(get(runtime.observe(session))).isInstanceOf(Observation.Alive.class);
        assertThat(get(runtime.answers(session))).isFalse();

        get(runtime.remove(session.id()));
        cluster.decide(_ -> FakeCluster.running());
        get(runtime.launch(session));
        await().atMost(DEADLINE).until(() -> get(runtime.responds(session)));
        cluster.hang(session);

        assertThat(get(runtime.responds(session))).isFalse();
        assertThat(get(runtime.observe(session))).isInstanceOf(Observation.Alive.class);
    }

    @Test
    void removesWhatNeverHadANode() {
        cluster.decide(_ -> null);
        get(runtime.launch(session));

        get(runtime.remove(session.id()));

        assertThat(cluster.objects()).isEmpty();
    }

    @Test
    void saysThatAnImageIsMissing() {
        cluster.decide(_ -> FakeCluster.waiting("ImagePullBackOff", "Back-off pulling image"));
        get(runtime.launch(session));

        await().atMost(DEADLINE).until(() -> get(runtime.observe(session)) instanceof Observation.Ended);

        assertThat(((Observation.Ended) get(runtime.observe(session))).exit().reason())
                .isEqualTo("image-missing");
        get(runtime.remove(session.id()));
        assertThat(cluster.objects()).isEmpty();
    }

    @Test
    void doesNotPretendToHaveFilesHere() {
        assertThat(runtime.keepsWorkspacesHere()).isFalse();
    }

    private static <T> T get(Mono<T> mono) {
        return mono.block(DEADLINE);
    }
}
