package dev.steward.k8s;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What keeps a service up while pods come and go. */
final class DeploymentRules {
    static final List<String> LABELS = Stream.of("name", "instance", "version", "component", "part-of", "managed-by")
            .map("app.kubernetes.io/"::concat)
            .toList();
    private static final long DRAIN_SECONDS = 30;

    private DeploymentRules() {}

    static Stream<String> problems(Manifests manifests) {
        return Stream.of(
                        manifests.workloads().flatMap(DeploymentRules::labels),
                        manifests.all(StatefulSet.class).flatMap(DeploymentRules::claims),
                        manifests.all(Deployment.class).flatMap(deployment -> of(manifests, deployment).stream()
                                .map(problem -> deployment.getMetadata().getName() + " " + problem)))
                .flatMap(problems -> problems);
    }

    /** They cannot be changed once they are there, and labels such as the version do. */
    private static Stream<String> claims(StatefulSet set) {
        return set.getSpec().getVolumeClaimTemplates().stream()
                .filter(claim ->
                        !Workload.labels(claim.getMetadata().getLabels()).isEmpty())
                .map(_ -> set.getMetadata().getName() + " labels its volume claims");
    }

    private static Stream<String> labels(Workload workload) {
        return LABELS.stream()
                .filter(label -> !workload.podLabels().containsKey(label)
                        || !Workload.labels(workload.object().getMetadata().getLabels())
                                .containsKey(label))
                .map(label -> workload.name() + " has no label " + label);
    }

    private static List<String> of(Manifests manifests, Deployment deployment) {
        List<String> problems = new ArrayList<>();
        Workload workload = Workload.of(deployment);
        var budgets = manifests
                .all(PodDisruptionBudget.class)
                .filter(budget -> workload.podLabels()
                        .entrySet()
                        .containsAll(
                                budget.getSpec().getSelector().getMatchLabels().entrySet()))
                .toList();
        require(problems, budgets.size() == 1, "has " + budgets.size() + " disruption budgets");
        budgets.forEach(budget -> require(
                problems,
                Objects.equals(budget.getSpec().getMaxUnavailable(), new IntOrString(1)),
                "has a disruption budget that can block a node's drain"));
        require(
                problems,
                manifests.all(Service.class).anyMatch(service -> selects(service, workload)),
                "has no service with its port");
        scaling(manifests, deployment, problems);
        var pod = workload.pod();
        require(
                problems,
                Stream.of("kubernetes.io/hostname", "topology.kubernetes.io/zone")
                        .allMatch(key -> pod.getTopologySpreadConstraints().stream()
                                .anyMatch(spread -> spread.getTopologyKey().equals(key))),
                "is not spread over nodes and zones");
        var container = workload.container();
        Long pause = container.getLifecycle() == null
                        || container.getLifecycle().getPreStop() == null
                        || container.getLifecycle().getPreStop().getSleep() == null
                ? null
                : container.getLifecycle().getPreStop().getSleep().getSeconds();
        require(problems, pause != null, "is stopped while it is still routed to");
        require(
                problems,
                pod.getTerminationGracePeriodSeconds() != null
                        && pod.getTerminationGracePeriodSeconds()
                                > DRAIN_SECONDS + Objects.requireNonNullElse(pause, 0L),
                "has no time to drain");
        require(problems, asks(container.getStartupProbe(), "/health"), "has another startup probe than /health");
        require(problems, asks(container.getLivenessProbe(), "/health"), "has another liveness probe than /health");
        require(
                problems,
                asks(container.getReadinessProbe(), "/health/ready"),
                "has another readiness probe than /health/ready");
        return problems;
    }

    private static void scaling(Manifests manifests, Deployment deployment, List<String> problems) {
        Optional<HorizontalPodAutoscaler> scaler = manifests
                .all(HorizontalPodAutoscaler.class)
                .filter(candidate -> candidate
                        .getSpec()
                        .getScaleTargetRef()
                        .getName()
                        .equals(deployment.getMetadata().getName()))
                .findFirst();
        boolean owns = Workload.of(deployment).pod().getVolumes().stream()
                .anyMatch(volume -> volume.getPersistentVolumeClaim() != null);
        String strategy = deployment.getSpec().getStrategy().getType();
        if (owns) {
            require(problems, scaler.isEmpty(), "is scaled although it writes to one volume");
            require(problems, Objects.equals(deployment.getSpec().getReplicas(), 1), "has more than one writer");
            require(problems, "Recreate".equals(strategy), "starts a second writer while the first still runs");
        } else {
            require(problems, scaler.isPresent(), "is not scaled");
            require(problems, deployment.getSpec().getReplicas() == null, "sets what its autoscaler decides");
            require(problems, "RollingUpdate".equals(strategy), "is away during an update");
        }
    }

    static boolean selects(Service service, Workload workload) {
        Map<String, String> selector = Workload.labels(service.getSpec().getSelector());
        return workload.podLabels().entrySet().containsAll(selector.entrySet())
                && service.getSpec().getPorts().stream()
                        .allMatch(port -> workload.port(port.getTargetPort()).isPresent());
    }

    private static boolean asks(@Nullable Probe probe, String path) {
        return probe != null
                && probe.getHttpGet() != null
                && path.equals(probe.getHttpGet().getPath());
    }

    private static void require(List<String> problems, boolean holds, String otherwise) {
        if (!holds) {
            problems.add(otherwise);
        }
    }
}
