package dev.steward.k8s;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Pod Security calls restricted, and a little more, of every container that is described here. */
final class HardeningRules {
    private HardeningRules() {}

    static Stream<String> problems(Manifests manifests) {
        return Stream.concat(
                manifests.all(Namespace.class).flatMap(HardeningRules::namespace),
                manifests.workloads().flatMap(workload -> pod(manifests, workload)));
    }

    private static Stream<String> namespace(Namespace namespace) {
        return Stream.of("enforce", "audit", "warn")
                .filter(mode -> !"restricted"
                        .equals(Workload.labels(namespace.getMetadata().getLabels())
                                .get("pod-security.kubernetes.io/" + mode)))
                .map(mode -> "namespace does not " + mode + " restricted");
    }

    private static Stream<String> pod(Manifests manifests, Workload workload) {
        List<String> problems = new ArrayList<>();
        var pod = workload.pod();
        var security = pod.getSecurityContext();
        var account = manifests.find(ServiceAccount.class, String.valueOf(pod.getServiceAccountName()));
        require(problems, Boolean.FALSE.equals(pod.getAutomountServiceAccountToken()), "mounts a token");
        require(problems, account.isPresent(), "has no service account of its own");
        require(
                problems,
                account.stream().allMatch(a -> Boolean.FALSE.equals(a.getAutomountServiceAccountToken())),
                "has a service account that mounts its token");
        require(problems, Boolean.FALSE.equals(pod.getEnableServiceLinks()), "gets variables from services");
        require(problems, security != null && security.getFsGroup() != null, "has no group for its volumes");
        require(
                problems,
                security != null
                        && security.getSeccompProfile() != null
                        && "RuntimeDefault".equals(security.getSeccompProfile().getType()),
                "has no seccomp profile");
        for (var container : workload.containers()) {
            problems.addAll(container(workload, container));
        }
        return problems.stream().map(problem -> workload.name() + " " + problem);
    }

    private static List<String> container(Workload workload, Container container) {
        List<String> problems = new ArrayList<>();
        var own = container.getSecurityContext();
        var pod = workload.pod().getSecurityContext();
        require(problems, container.getStartupProbe() != null, "has no startup probe");
        require(problems, container.getReadinessProbe() != null, "has no readiness probe");
        require(problems, container.getLivenessProbe() != null, "has no liveness probe");
        Stream.of(container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe())
                .filter(probe -> probe != null && !reaches(workload, probe))
                .forEach(_ -> problems.add("has a probe of a port it does not have"));
        var resources = container.getResources();
        for (var resource : List.of("cpu", "memory")) {
            require(problems, resources != null && has(resources.getRequests(), resource), "requests no " + resource);
            require(problems, resources != null && has(resources.getLimits(), resource), "has no limit of " + resource);
        }
        require(
                problems,
                pod != null
                        && Boolean.TRUE.equals(pod.getRunAsNonRoot())
                        && (own == null || !Boolean.FALSE.equals(own.getRunAsNonRoot())),
                "may run as root");
        require(
                problems,
                pod != null
                        && pod.getRunAsUser() != null
                        && pod.getRunAsUser() > 0
                        && (own == null || own.getRunAsUser() == null || own.getRunAsUser() > 0),
                "has no user of its own");
        require(
                problems,
                own != null && Boolean.TRUE.equals(own.getReadOnlyRootFilesystem()),
                "can write into its root file system");
        require(
                problems,
                own != null && Boolean.FALSE.equals(own.getAllowPrivilegeEscalation()),
                "may gain privileges");
        require(
                problems,
                own != null
                        && own.getCapabilities() != null
                        && own.getCapabilities().getDrop().contains("ALL")
                        && own.getCapabilities().getAdd().isEmpty(),
                "keeps capabilities");
        require(problems, container.getImage().matches(".+:(?!latest$)[^:/]+"), "has an image without a fixed tag");
        return problems;
    }

    private static boolean reaches(Workload workload, Probe probe) {
        return Stream.<Function<Probe, @Nullable Object>>of(Probe::getHttpGet, Probe::getTcpSocket, Probe::getExec)
                        .anyMatch(kind -> kind.apply(probe) != null)
                && (probe.getHttpGet() == null
                        || workload.port(probe.getHttpGet().getPort()).isPresent())
                && (probe.getTcpSocket() == null
                        || workload.port(probe.getTcpSocket().getPort()).isPresent());
    }

    private static boolean has(@Nullable Map<String, Quantity> quantities, String resource) {
        return quantities != null && quantities.containsKey(resource);
    }

    private static void require(List<String> problems, boolean holds, String otherwise) {
        if (!holds) {
            problems.add(otherwise);
        }
    }
}
