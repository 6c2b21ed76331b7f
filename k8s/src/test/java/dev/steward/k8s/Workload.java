package dev.steward.k8s;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Deployment or StatefulSet, as far as they are alike. */
record Workload(HasMetadata object, PodTemplateSpec template) {

    static Workload of(Deployment deployment) {
        return new Workload(deployment, deployment.getSpec().getTemplate());
    }

    static Workload of(StatefulSet set) {
        return new Workload(set, set.getSpec().getTemplate());
    }

    String kind() {
        return object.getKind();
    }

    String name() {
        return object.getMetadata().getName();
    }

    Map<String, String> podLabels() {
        return labels(template.getMetadata().getLabels());
    }

    PodSpec pod() {
        return template.getSpec();
    }

    List<Container> containers() {
        return Stream.concat(pod().getInitContainers().stream(), pod().getContainers().stream())
                .toList();
    }

    Container container() {
        return pod().getContainers().getFirst();
    }

    /** The number behind a port given by number or by name. */
    Optional<Integer> port(IntOrString port) {
        return containers().stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(known -> port.getStrVal() == null
                        ? Objects.equals(known.getContainerPort(), port.getIntVal())
                        : port.getStrVal().equals(known.getName()))
                .map(ContainerPort::getContainerPort)
                .findFirst();
    }

    static Map<String, String> labels(@Nullable Map<String, String> labels) {
        return labels == null ? Map.of() : labels;
    }
}
