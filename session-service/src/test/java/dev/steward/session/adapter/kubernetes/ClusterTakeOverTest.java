package dev.steward.session.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.session.domain.Given;
import dev.steward.session.domain.Session;
import dev.steward.session.port.LaunchOutcome;
import dev.steward.session.port.Observation;
import dev.steward.session.port.RuntimeUnavailableException;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Several instances over one cluster, at once or one after the other. */
class ClusterTakeOverTest extends ClusterFixture {

    @Test
    void launchesOnceHoweverManyTry() {
        KubernetesSessionRuntime other = cluster.runtime();

        List<LaunchOutcome> outcomes = get(Flux.range(0, 8)
                .flatMap(turn -> (turn % 2 == 0 ? runtime : other).launch(session))
                .collectList());

        assertThat(outcomes).hasSize(8).allMatch(LaunchOutcome.Launched.class::isInstance);
        assertThat(cluster.objects())
                .containsExactlyInAnyOrder(
                        "Pod session-" + session.id() + "-1",
                        "Service session-" + session.id(),
                        "ServiceAccount session-" + session.id(),
                        "PersistentVolumeClaim session-" + session.id(),
                        "NetworkPolicy session-" + session.id());
    }

    @Test
    void goesOnWhereAnInstanceWasKilledInTheMiddleOfALaunch() throws IOException {
        get(runtime.launch(session));
        get(runtime.remove(session.id()));
        int requests = cluster.api().countedRequests(() -> get(runtime.launch(session)));
        get(runtime.remove(session.id()));

        for (int reached = 0; reached < requests; reached++) {
            cluster.api().breakAfter(reached);
            assertThatThrownBy(() -> get(runtime.launch(session)))
                    .as("after %s requests", reached)
                    .isNotNull();
            cluster.api().mend();

            KubernetesSessionRuntime next = cluster.runtime();
            assertThat(get(next.launch(session))).isInstanceOf(LaunchOutcome.Launched.class);

            awaitAnswer(next, session);
            assertThat(cluster.objects()).as("after %s requests", reached).hasSize(5);
            get(next.remove(session.id()));
            assertThat(cluster.objects()).as("after %s requests", reached).isEmpty();
            cluster.end(next);
        }
    }

    @Test
    void goesOnWhereAnInstanceWasKilledInTheMiddleOfARemoval() {
        get(runtime.launch(session));
        awaitAnswer(session);

        boolean removed = false;
        int reached = 0;
        while (!removed) {
            cluster.api().breakAfter(reached++);
            try {
                get(runtime.remove(session.id()));
                removed = true;
            } catch (RuntimeUnavailableException e) {
                cluster.api().mend();
                assertThat(get(runtime.found()))
                        .as("after %s requests", reached)
                        .contains(session.id());
            }
        }
        cluster.api().mend();

        assertThat(reached).isGreaterThan(5);
        assertThat(cluster.objects()).isEmpty();
        assertThat(get(runtime.found())).isEmpty();
    }

    @Test
    void adoptsWhatTheInstanceBeforeLeftRunning() {
        Queue<String> told = new ConcurrentLinkedQueue<>();
        get(runtime.launch(session));
        awaitAnswer(session);

        KubernetesSessionRuntime next = cluster.runtime();
        next.onChange(told::add);

        assertThat(get(next.observe(session))).isInstanceOf(Observation.Alive.class);
        assertThat(get(next.answers(session))).isTrue();
        cluster.node().kill(session);
        soon().untilAsserted(() -> assertThat(told).contains(session.id()));
        assertThat(get(next.observe(session))).isInstanceOf(Observation.Ended.class);
    }

    @Test
    void doesNotLaunchAnAttemptThatIsOver() {
        get(runtime.launch(session));
        awaitAnswer(session);
        get(runtime.end(session.id()));
        Session next = session.start(Given.NOW).after();
        get(runtime.launch(next));
        awaitAnswer(next);

        // As an instance that lost the lead without noticing would.
        get(runtime.launch(session));

        assertThat(cluster.client().pods().inAnyNamespace().list().getItems())
                .filteredOn(pod -> !PodState.isOver(pod))
                .singleElement()
                .satisfies(pod -> assertThat(Names.attempt(pod)).isEqualTo(2));
    }

    @Test
    void keepsNoMoreThanTheRecordBefore() {
        Session attempt = session;
        for (int turn = 0; turn < 4; turn++) {
            get(runtime.launch(attempt));
            Session launched = attempt;
            awaitAnswer(launched);
            get(runtime.end(attempt.id()));
            attempt = attempt.start(Given.NOW).after();
        }

        assertThat(cluster.client().pods().inAnyNamespace().list().getItems().stream()
                        .map(Names::attempt))
                .containsExactlyInAnyOrder(3, 4);
    }
}
