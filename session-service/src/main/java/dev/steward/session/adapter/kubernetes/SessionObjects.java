package dev.steward.session.adapter.kubernetes;

import dev.steward.session.domain.Session;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.ResourceNotFoundException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The objects of sessions. A pod is made once and then left alone; the others are applied with every launch, so that what
 * was changed by hand, or is missing, is as it should be.
 */
record SessionObjects(KubernetesClient client, Names names) {

    static final String MANAGER = "session-service";

    /** Of one write; others write seldom, and each of them once. */
    private static final int TRIES = 5;

    /** The pods of a session, as the API server has them now. */
    List<Pod> pods(String sessionId) {
        return client.pods()
                .inAnyNamespace()
                .withLabels(names.ofSession(sessionId))
                .list()
                .getItems();
    }

    /** The pod comes last: nothing that is missing then would be waited for. */
    void apply(List<HasMetadata> objects) {
        objects.stream().filter(object -> !(object instanceof Pod)).forEach(object -> client.resource(object)
                .fieldManager(MANAGER)
                .forceConflicts()
                .serverSideApply());
        objects.stream().filter(Pod.class::isInstance).forEach(this::create);
    }

    private void create(HasMetadata pod) {
        try {
            client.resource(pod).create();
        } catch (KubernetesClientException e) {
            // Somebody else was faster with this very attempt.
            if (!Cluster.isTaken(e)) {
                throw e;
            }
        }
    }

    /** Asks for the end of the pods that have not ended; each stays as the record of its attempt. */
    void askToEnd(List<Pod> pods) {
        pods.stream()
                .filter(pod -> !PodState.isOver(pod) && pod.getMetadata().getDeletionTimestamp() == null)
                .forEach(pod -> client.resource(pod).delete());
    }

    /** The record before the current one stays: an instance that lost the lead must not launch that attempt again. */
    void forgetBefore(Session session) {
        forget(
                pods(session.id()),
                pod -> Names.attempt(pod) < session.attempts().count() - 1);
    }

    /** Safe to repeat; what is still on its way out is found again. */
    void remove(String sessionId) {
        forget(pods(sessionId), _ -> true);
        others(names.ofSession(sessionId))
                .filter(object -> object.getMetadata().getDeletionTimestamp() == null)
                .forEach(object -> client.resource(object).delete());
    }

    /** The sessions that anything is left of. */
    List<String> sessions() {
        List<Pod> pods = client.pods()
                .inAnyNamespace()
                .withLabels(names.ofOwner())
                .list()
                .getItems();
        return Stream.concat(pods.stream(), others(names.ofOwner()))
                .flatMap(object -> Names.session(object).stream())
                .distinct()
                .toList();
    }

    private Stream<? extends HasMetadata> others(Map<String, String> labels) {
        return Stream.of(Service.class, NetworkPolicy.class, ServiceAccount.class, PersistentVolumeClaim.class)
                .flatMap(kind -> client.resources(kind).inAnyNamespace().withLabels(labels).list().getItems().stream());
    }

    private void forget(List<Pod> pods, Predicate<Pod> which) {
        pods.stream().filter(which).forEach(pod -> {
            client.resource(pod).delete();
            Resource<Pod> resource = client.pods()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withName(pod.getMetadata().getName());
            try {
                forget(resource);
            } catch (ResourceNotFoundException _) {
                // Its record was the only thing that kept it, or somebody else was faster.
            } catch (KubernetesClientException e) {
                if (!Cluster.isMissing(e)) {
                    throw e;
                }
            }
        });
    }

    /** A kubelet writes into the same pod, and what was read before it did is refused. */
    private static void forget(Resource<Pod> resource) {
        for (int attempt = 1; ; attempt++) {
            try {
                resource.edit(SessionObjects::withoutRecord);
                return;
            } catch (KubernetesClientException e) {
                if (attempt == TRIES || !Cluster.isTaken(e)) {
                    throw e;
                }
            }
        }
    }

    private static Pod withoutRecord(Pod pod) {
        return new PodBuilder(pod)
                .editMetadata()
                .removeFromFinalizers(Names.RECORD)
                .endMetadata()
                .build();
    }
}
