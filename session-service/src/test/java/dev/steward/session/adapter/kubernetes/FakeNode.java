package dev.steward.session.adapter.kubernetes;

import dev.steward.session.domain.Session;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** The one node of a cluster, which gives pods the statuses a kubelet would. */
final class FakeNode implements ResourceEventHandler<Pod>, AutoCloseable {

    private final KubernetesClient client;
    private final ExecutorService kubelet = Executors.newSingleThreadExecutor();
    private final Set<String> serving = ConcurrentHashMap.newKeySet();
    private final SharedIndexInformer<Pod> pods;
    private volatile Function<Pod, PodStatus> verdict = _ -> PodStatuses.running();

    FakeNode(KubernetesClient client) {
        this.client = client;
        this.pods = client.pods().inAnyNamespace().inform(this);
    }

    /** What becomes of the pods that are made from now on. */
    void decide(Function<Pod, PodStatus> status) {
        verdict = status;
    }

    void kill(Session session) {
        end(
                session,
                new ContainerStateBuilder()
                        .withNewTerminated()
                        .withExitCode(137)
                        .withReason("Error")
                        .withMessage("last words\n")
                        .withStartedAt(PodStatuses.now())
                        .withFinishedAt(PodStatuses.now())
                        .endTerminated()
                        .build());
    }

    void end(Session session, ContainerState how) {
        Pod pod = pod(session);
        serving.remove(session.id());
        set(pod, PodStatuses.over(how));
    }

    Pod pod(Session session) {
        return client.pods().inAnyNamespace().withLabel(Names.SESSION, session.id()).list().getItems().stream()
                .filter(found -> Names.attempt(found) == session.attempts().count())
                .findFirst()
                .orElseThrow();
    }

    /** All that there are. */
    List<Pod> pods() {
        return pods.getStore().list();
    }

    boolean answers(URI address) {
        return serving.stream().anyMatch(id -> address.getHost().startsWith("session-" + id + "."));
    }

    /** From now on its page gives no answer, and its process lives. */
    void hang(Session session) {
        serving.remove(session.id());
    }

    @Override
    public void onAdd(Pod pod) {
        kubelet.execute(() -> place(pod));
    }

    @Override
    public void onUpdate(Pod before, Pod after) {
        if (after.getMetadata().getDeletionTimestamp() != null) {
            kubelet.execute(
                    () -> now(after).filter(pod -> !PodState.isOver(pod)).ifPresent(this::terminate));
        }
    }

    @Override
    public void onDelete(Pod pod, boolean stateUnknown) {
        Names.session(pod).ifPresent(serving::remove);
    }

    @Override
    public void close() {
        pods.stop();
        kubelet.shutdownNow();
    }

    private void place(Pod pod) {
        PodStatus status = verdict.apply(pod);
        // As a scheduler leaves alone what is on its way out.
        if (status == null
                || now(pod).filter(found -> found.getMetadata().getDeletionTimestamp() == null)
                        .isEmpty()) {
            return;
        }
        Pod placed = client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .edit(found -> new PodBuilder(found)
                        .editSpec()
                        .withNodeName("node")
                        .endSpec()
                        .build());
        if ("Running".equals(status.getPhase())) {
            Names.session(pod).ifPresent(serving::add);
        }
        set(placed, status);
    }

    private Optional<Pod> now(Pod pod) {
        return Optional.ofNullable(client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .get());
    }

    private void terminate(Pod pod) {
        Names.session(pod).ifPresent(serving::remove);
        set(
                pod,
                PodStatuses.over(new ContainerStateBuilder()
                        .withNewTerminated()
                        .withExitCode(143)
                        .withReason("Error")
                        .withMessage("told to end\n")
                        .withFinishedAt(PodStatuses.now())
                        .endTerminated()
                        .build()));
    }

    private void set(Pod pod, PodStatus status) {
        client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .editStatus(found -> new PodBuilder(found).withStatus(status).build());
    }
}
