package dev.steward.session.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.session.domain.Given;
import dev.steward.session.domain.Session;
import dev.steward.session.port.LaunchOutcome;
import dev.steward.session.port.Observation;
import dev.steward.session.port.RuntimeUnavailableException;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What comes of sessions when something goes wrong around them. */
class ClusterFaultsTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final String NAMESPACE = "steward-shop";

    private final FakeCluster cluster = new FakeCluster();
    private final KubernetesSessionRuntime runtime = cluster.runtime();
    private final Session session = Given.pending(7, 41_000).start(Given.NOW).after();

    @AfterEach
    void tearDown() throws Exception {
        cluster.close();
    }

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
    void goesOnWhereAnInstanceWasKilledInTheMiddleOfALaunch() {
        get(runtime.launch(session));
        get(runtime.remove(session.id()));
        int requests = countedRequests(() -> get(runtime.launch(session)));
        get(runtime.remove(session.id()));

        for (int reached = 0; reached < requests; reached++) {
            breakAfter(reached);
            assertThatThrownBy(() -> get(runtime.launch(session)))
                    .as("after %s requests", reached)
                    .isNotNull();
            mend();

            KubernetesSessionRuntime next = cluster.runtime();
            assertThat(get(next.launch(session))).isInstanceOf(LaunchOutcome.Launched.class);

            await().atMost(DEADLINE).until(() -> get(next.answers(session)));
            assertThat(cluster.objects()).as("after %s requests", reached).hasSize(5);
            get(next.remove(session.id()));
            assertThat(cluster.objects()).as("after %s requests", reached).isEmpty();
        }
    }

    @Test
    void goesOnWhereAnInstanceWasKilledInTheMiddleOfARemoval() {
        get(runtime.launch(session));
        await().atMost(DEADLINE).until(() -> get(runtime.answers(session)));

        boolean removed = false;
        int reached = 0;
        while (!removed) {
            breakAfter(reached++);
            try {
                get(runtime.remove(session.id()));
                removed = true;
            } catch (RuntimeUnavailableException e) {
                mend();
                assertThat(get(runtime.found()))
                        .as("after %s requests", reached)
                        .contains(session.id());
            }
        }
        mend();

        assertThat(reached).isGreaterThan(5);
        assertThat(cluster.objects()).isEmpty();
        assertThat(get(runtime.found())).isEmpty();
    }

    @Test
    void adoptsWhatTheInstanceBeforeLeftRunning() {
        Queue<String> told = new ConcurrentLinkedQueue<>();
        get(runtime.launch(session));
        await().atMost(DEADLINE).until(() -> get(runtime.answers(session)));

        KubernetesSessionRuntime next = cluster.runtime();
        next.onChange(told::add);

        assertThat(get(next.observe(session))).isInstanceOf(Observation.Alive.class);
        assertThat(get(next.answers(session))).isTrue();
        cluster.kill(session);
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(told).contains(session.id()));
        assertThat(get(next.observe(session))).isInstanceOf(Observation.Ended.class);
    }

    @Test
    void doesNotLaunchAnAttemptThatIsOver() {
        get(runtime.launch(session));
        await().atMost(DEADLINE).until(() -> get(runtime.answers(session)));
        get(runtime.end(session.id()));
        Session next = session.start(Given.NOW).after();
        get(runtime.launch(next));
        await().atMost(DEADLINE).until(() -> get(runtime.answers(next)));

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
            await().atMost(DEADLINE).until(() -> get(runtime.answers(launched)));
            get(runtime.end(attempt.id()));
            attempt = attempt.start(Given.NOW).after();
        }

        assertThat(cluster.client().pods().inAnyNamespace().list().getItems().stream()
                        .map(Names::attempt))
                .containsExactlyInAnyOrder(3, 4);
    }

    @Test
    void saysThatTheClusterIsAwayAndGoesOnWhenItIsBack() {
        get(runtime.launch(session));
        await().atMost(DEADLINE).until(() -> get(runtime.answers(session)));
        Session another = Given.pending(8, 41_001).start(Given.NOW).after();
        breakAfter(0);

        assertThatThrownBy(() -> get(runtime.launch(another))).isInstanceOf(RuntimeUnavailableException.class);
        assertThatThrownBy(() -> get(runtime.observe(another))).isInstanceOf(RuntimeUnavailableException.class);
        assertThatThrownBy(() -> get(runtime.end(session.id()))).isInstanceOf(RuntimeUnavailableException.class);
        assertThatThrownBy(() -> get(runtime.remove(session.id()))).isInstanceOf(RuntimeUnavailableException.class);
        assertThatThrownBy(() -> get(runtime.found())).isInstanceOf(RuntimeUnavailableException.class);
        assertThat(get(runtime.answers(another))).isFalse();
        // Its page does not need the API.
        assertThat(get(runtime.responds(session))).isTrue();

        mend();
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
        mend();
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

        mend();
        assertThat(get(runtime.launch(session))).isInstanceOf(LaunchOutcome.Launched.class);
    }

    @Test
    void keepsOutOfNamespacesOfOthers() {
        cluster.client()
                .namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();

        LaunchOutcome outcome = get(runtime.launch(session));

        assertThat(outcome).isInstanceOfSatisfying(LaunchOutcome.Refused.class, refused -> assertThat(refused.detail())
                .contains(NAMESPACE));
        assertThat(cluster.objects()).isEmpty();
    }

    @Test
    void makesANamespaceForRestrictedPodsOnly() {
        get(runtime.launch(session));

        assertThat(cluster.client()
                        .namespaces()
                        .withName(NAMESPACE)
                        .get()
                        .getMetadata()
                        .getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted")
                .containsEntry(Names.OWNER, FakeCluster.OWNER);
        assertThat(cluster.client()
                        .resourceQuotas()
                        .inNamespace(NAMESPACE)
                        .withName("sessions")
                        .get()
                        .getSpec()
                        .getHard())
                .containsKeys("pods", "services.nodeports", "services.loadbalancers");
    }

    @Test
    void findsWhateverIsLeftOfASessionAndRemovesIt() {
        String claim = Given.pending().id();
        String service = Given.pending().id();
        cluster.client()
                .resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName("claim")
                        .withNamespace("somewhere")
                        .addToLabels(Names.OWNER, FakeCluster.OWNER)
                        .addToLabels(Names.SESSION, claim)
                        .endMetadata()
                        .build())
                .create();
        cluster.client()
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName("service")
                        .withNamespace("elsewhere")
                        .addToLabels(Names.OWNER, FakeCluster.OWNER)
                        .addToLabels(Names.SESSION, service)
                        .endMetadata()
                        .build())
                .create();

        assertThat(get(runtime.found())).containsExactlyInAnyOrder(claim, service);
        get(runtime.remove(claim));
        get(runtime.remove(service));

        assertThat(cluster.objects()).isEmpty();
    }

    @Test
    void leavesTheSessionsOfOthersAlone() {
        cluster.client()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName("other")
                        .withNamespace(NAMESPACE)
                        .addToLabels(Names.OWNER, "another")
                        .addToLabels(Names.SESSION, session.id())
                        .endMetadata()
                        .withNewSpec()
                        .endSpec()
                        .build())
                .create();

        assertThat(get(runtime.found())).isEmpty();
        get(runtime.remove(session.id()));

        assertThat(cluster.client()
                        .pods()
                        .inNamespace(NAMESPACE)
                        .withName("other")
                        .get())
                .isNotNull();
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

    private int countedRequests(Runnable work) {
        AtomicInteger requests = new AtomicInteger();
        cluster.api().refuse(_ -> {
            requests.incrementAndGet();
            return null;
        });
        work.run();
        mend();
        return requests.get();
    }

    /** The API answers so many requests, and then none. Nodes go on. */
    private void breakAfter(int requests) {
        AtomicInteger left = new AtomicInteger(requests);
        cluster.api().refuse(line -> left.getAndDecrement() > 0 ? null : ClusterApi.status(503, "not now"));
    }

    private void mend() {
        cluster.api().refuse(_ -> null);
    }

    private static <T> T get(Mono<T> mono) {
        return mono.block(DEADLINE);
    }
}
