package dev.steward.session.adapter.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Clock;
import java.time.Instant;

/** What a kubelet says of pods with one container. */
final class PodStatuses {

    private PodStatuses() {}

    static PodStatus running() {
        return new PodStatusBuilder()
                .withPhase("Running")
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .addNewContainerStatus()
                .withName("session")
                .withReady(true)
                .withState(new ContainerStateBuilder()
                        .withNewRunning()
                        .withStartedAt(now())
                        .endRunning()
                        .build())
                .endContainerStatus()
                .build();
    }

    static PodStatus waiting(String reason, String message) {
        return new PodStatusBuilder()
                .withPhase("Pending")
                .addNewContainerStatus()
                .withName("session")
                .withState(new ContainerStateBuilder()
                        .withNewWaiting()
                        .withReason(reason)
                        .withMessage(message)
                        .endWaiting()
                        .build())
                .endContainerStatus()
                .build();
    }

    static PodStatus over(ContainerState how) {
        return new PodStatusBuilder()
                .withPhase("Failed")
                .addNewContainerStatus()
                .withName("session")
                .withState(how)
                .endContainerStatus()
                .build();
    }

    /** In the form of Kubernetes. */
    static String now() {
        return Instant.now(Clock.systemUTC()).toString();
    }
}
