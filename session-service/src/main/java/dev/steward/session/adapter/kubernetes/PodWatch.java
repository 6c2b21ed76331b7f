package dev.steward.session.adapter.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the pods of all sessions in view by one watch, which is taken up again for as long as it takes. What it does not
 * have, or cannot have while the watch is broken, is asked for: a pod that is not seen is never taken for one that is gone.
 */
final class PodWatch implements ResourceEventHandler<Pod>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PodWatch.class);

    private final KubernetesClient client;
    private final SharedIndexInformer<Pod> informer;
    private volatile Consumer<String> listener = _ -> {};

    PodWatch(KubernetesClient client, Names names) {
        this.client = client;
        this.informer = client.pods()
                .inAnyNamespace()
                .withLabels(names.ofOwner())
                .runnableInformer(0)
                .exceptionHandler((_, failure) -> {
                    LOG.warn("the watch of sessions' pods broke: {}", failure.toString());
                    return true;
                });
        informer.addEventHandler(this);
    }

    /** Comes back at once; the first look goes on in the background. */
    void start() {
        informer.start().whenComplete((_, failure) -> {
            if (failure != null) {
                LOG.warn(
                        "the pods of sessions are not watched: {}",
                        failure instanceof CompletionException ? failure.getCause() : failure.toString());
            }
        });
    }

    boolean isWatching() {
        return informer.hasSynced() && informer.isWatching();
    }

    Optional<Pod> find(String namespace, String name) {
        Optional<Pod> watched = isWatching() ? seen(namespace, name) : Optional.empty();
        return watched.or(() -> Optional.ofNullable(
                client.pods().inNamespace(namespace).withName(name).get()));
    }

    /** Whether the pod served when it was last seen; asks nobody. */
    boolean isReady(String namespace, String name) {
        return seen(namespace, name)
                .map(PodState::new)
                .filter(PodState::isReady)
                .isPresent();
    }

    private Optional<Pod> seen(String namespace, String name) {
        return Optional.ofNullable(informer.getStore().getByKey(Cache.namespaceKeyFunc(namespace, name)));
    }

    void onChange(Consumer<String> told) {
        listener = told;
    }

    @Override
    public void onAdd(Pod pod) {
        tell(pod);
    }

    @Override
    public void onUpdate(Pod before, Pod after) {
        boolean same = Objects.equals(before.getStatus(), after.getStatus())
                && Objects.equals(
                        before.getMetadata().getDeletionTimestamp(),
                        after.getMetadata().getDeletionTimestamp());
        if (!same) {
            tell(after);
        }
    }

    @Override
    public void onDelete(Pod pod, boolean stateUnknown) {
        tell(pod);
    }

    @Override
    public void close() {
        informer.stop();
    }

    private void tell(Pod pod) {
        Names.session(pod).ifPresent(listener);
    }
}
