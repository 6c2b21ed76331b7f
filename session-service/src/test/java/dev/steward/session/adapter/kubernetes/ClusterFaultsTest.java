package dev.steward.session.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.session.domain.Given;
import dev.steward.session.domain.Session;
import dev.steward.session.port.LaunchOutcome;
import dev.steward.session.port.Observation;
import dev.steward.session.port.RuntimeUnavailableException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What comes of sessions when something goes wrong around them. */
class ClusterFaultsTest extends ClusterFixture {

    @Test
    void saysThatTheClusterIsAwayAndGoesOnWhenItIsBack() {
        get(runtime.launch(session));
        awaitAnswer(session);
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
        awaitAnswer(another);
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
    void removesAPodThatANodeWritesIntoMeanwhile() {
        get(runtime.launch(session));
        awaitAnswer(session);
        AtomicInteger conflicts = new AtomicInteger(2);
        cluster.api()
                .refuse(line -> line.matches("PATCH .*/pods/.*") && conflicts.getAndDecrement() > 0
                        ? ClusterApi.status(409, "the object has been modified")
                        : null);

        get(runtime.remove(session.id()));

        assertThat(conflicts).hasNegativeValue();
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
        cluster.node().decide(_ -> PodStatuses.waiting("ContainerCreating", null));
        get(runtime.launch(session));
        soon().until(() -> cluster.node().pod(session).getStatus() != null);
        assertThat(get(runtime.observe(session))).isInstanceOf(Observation.Alive.class);
        assertThat(get(runtime.answers(session))).isFalse();

        get(runtime.remove(session.id()));
        cluster.node().decide(_ -> PodStatuses.running());
        get(runtime.launch(session));
        soon().until(() -> get(runtime.responds(session)));
        cluster.node().hang(session);

        assertThat(get(runtime.responds(session))).isFalse();
        assertThat(get(runtime.observe(session))).isInstanceOf(Observation.Alive.class);
    }

    @Test
    void removesWhatNeverHadANode() {
        cluster.node().decide(_ -> null);
        get(runtime.launch(session));

        get(runtime.remove(session.id()));

        assertThat(cluster.objects()).isEmpty();
    }

    @Test
    void saysThatAnImageIsMissing() {
        cluster.node().decide(_ -> PodStatuses.waiting("ImagePullBackOff", "Back-off pulling image"));
        get(runtime.launch(session));

        soon().until(() -> get(runtime.observe(session)) instanceof Observation.Ended);

        assertThat(((Observation.Ended) get(runtime.observe(session))).exit().reason())
                .isEqualTo("image-missing");
        get(runtime.remove(session.id()));
        assertThat(cluster.objects()).isEmpty();
    }

    @Test
    void doesNotPretendToHaveFilesHere() {
        assertThat(runtime.keepsWorkspacesHere()).isFalse();
    }
}
