package dev.steward.k8s;

import io.fabric8.kubernetes.api.model.Service;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.nodepool.ProcessRoles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Somebody on the network, whether its pods are described here or made by an operator.
 *
 * @param addresses under which it is known, each with the port of the pod behind it
 */
record Endpoint(String name, Map<String, String> labels, Map<String, Integer> addresses, boolean isService) {
    private static final int POSTGRESQL = 5432;

    static List<Endpoint> all(Manifests manifests) {
        return Stream.of(
                        manifests.workloads().map(workload -> of(manifests, workload)),
                        manifests.all(PostgresCluster.class).map(Endpoint::of),
                        manifests.all(Kafka.class).map(kafka -> of(manifests, kafka)))
                .flatMap(endpoints -> endpoints)
                .toList();
    }

    private static Endpoint of(Manifests manifests, Workload workload) {
        Map<String, Integer> addresses = new HashMap<>();
        manifests
                .all(Service.class)
                .filter(service -> DeploymentRules.selects(service, workload))
                .forEach(service -> service.getSpec().getPorts().forEach(port -> workload.port(port.getTargetPort())
                        .ifPresent(target ->
                                addresses.put(service.getMetadata().getName() + ":" + port.getPort(), target))));
        return new Endpoint(
                workload.name(),
                workload.podLabels(),
                addresses,
                workload.kind().equals("Deployment"));
    }

    private static Endpoint of(PostgresCluster cluster) {
        String name = cluster.getMetadata().getName();
        return new Endpoint(
                name,
                cluster.getSpec().inheritedMetadata().labels(),
                Map.of(name + "-rw:" + POSTGRESQL, POSTGRESQL),
                false);
    }

    private static Endpoint of(Manifests manifests, Kafka kafka) {
        String name = kafka.getMetadata().getName();
        Map<String, Integer> addresses = new HashMap<>();
        kafka.getSpec()
                .getKafka()
                .getListeners()
                .forEach(
                        listener -> addresses.put(name + "-kafka-bootstrap:" + listener.getPort(), listener.getPort()));
        Map<String, String> labels = manifests
                .all(KafkaNodePool.class)
                .filter(pool -> pool.getSpec().getRoles().contains(ProcessRoles.BROKER))
                .map(pool -> pool.getSpec().getTemplate().getPod().getMetadata().getLabels())
                .findFirst()
                .orElse(Map.of());
        return new Endpoint(name, labels, addresses, false);
    }
}
