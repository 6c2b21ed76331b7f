package dev.steward.k8s;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The policies open exactly the edges that the services' settings name, at both ends, and nothing else. */
final class NetworkRules {
    private static final String DOOR = "gateway";
    private static final String COLLECTOR = "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT";
    private static final int DNS = 53;

    private NetworkRules() {}

    private record Edge(String from, String to, int port) {
        @Override
        public String toString() {
            return from + " to " + to + ":" + port;
        }
    }

    static Stream<String> problems(Manifests manifests) {
        List<String> problems = new ArrayList<>();
        if (manifests.all(NetworkPolicy.class).noneMatch(NetworkRules::deniesAll)) {
            problems.add("nothing is denied by default");
        }
        manifests
                .workloads()
                .filter(workload -> manifests
                        .all(NetworkPolicy.class)
                        .noneMatch(policy -> !isEmpty(policy.getSpec().getPodSelector())
                                && policy.getSpec().getPolicyTypes().contains("Ingress")
                                && matches(policy.getSpec().getPodSelector(), workload.podLabels())))
                .forEach(workload -> problems.add(workload.name() + " has no policy"));
        List<Endpoint> endpoints = Endpoint.all(manifests);
        Set<Edge> needed = needed(manifests, endpoints, problems);
        Set<Edge> out = new HashSet<>();
        Set<Edge> in = new HashSet<>();
        for (var policy : manifests.all(NetworkPolicy.class).toList()) {
            var selected = endpoints.stream()
                    .filter(endpoint -> matches(policy.getSpec().getPodSelector(), endpoint.labels()))
                    .toList();
            for (var rule : policy.getSpec().getEgress()) {
                for (var from : selected) {
                    edges(endpoints, rule.getTo(), rule.getPorts())
                            .forEach(to -> out.add(new Edge(from.name(), to.name(), to.port())));
                }
            }
            for (var rule : policy.getSpec().getIngress()) {
                for (var to : selected) {
                    edges(endpoints, rule.getFrom(), rule.getPorts())
                            .forEach(from -> in.add(new Edge(from.name(), to.name(), from.port())));
                }
            }
        }
        // Whoever comes through the door is not told apart by a policy.
        in.removeIf(edge -> edge.to().equals(DOOR));
        Set<Edge> own = new HashSet<>(out);
        own.removeIf(edge -> endpoints.stream().noneMatch(e -> e.name().equals(edge.from()) && e.isService()));
        compare(problems, needed, own, "may not leave", "may leave though nobody needs it");
        in.removeIf(edge -> endpoints.stream().noneMatch(e -> e.name().equals(edge.from()) && e.isService()));
        compare(problems, needed, in, "may not enter", "may enter though nobody needs it");
        endpoints.stream().filter(Endpoint::isService).forEach(service -> outside(manifests, service, problems));
        return problems.stream();
    }

    private static void compare(
            List<String> problems, Set<Edge> needed, Set<Edge> open, String missing, String unused) {
        needed.stream()
                .filter(edge -> !open.contains(edge))
                .map(edge -> edge + " " + missing)
                .forEach(problems::add);
        open.stream()
                .filter(edge -> !needed.contains(edge))
                .map(edge -> edge + " " + unused)
                .forEach(problems::add);
    }

    /** From every address that a service is given and reads. */
    private static Set<Edge> needed(Manifests manifests, List<Endpoint> endpoints, List<String> problems) {
        Set<Edge> needed = new HashSet<>();
        manifests
                .services()
                .filter(service -> ServiceSource.exists(service.name()))
                .forEach(service -> {
                    Map<String, String> environment = Environment.of(manifests, service);
                    Set<String> addresses = new TreeSet<>();
                    addresses.add(environment.get("STEWARD_DB_HOST") + ":" + environment.get("STEWARD_DB_PORT"));
                    addresses.add(environment.getOrDefault("STEWARD_KAFKA", ""));
                    ServiceSource.of(service.name()).variables().stream()
                            .filter(name -> name.endsWith("_URL") && environment.containsKey(name))
                            .map(name -> URI.create(environment.getOrDefault(name, ""))
                                    .getAuthority())
                            .forEach(addresses::add);
                    addresses.removeIf(address -> address.startsWith("127.0.0.1:"));
                    for (var address : addresses) {
                        endpoints.stream()
                                .filter(endpoint -> endpoint.addresses().containsKey(address))
                                .findFirst()
                                .ifPresentOrElse(
                                        to -> needed.add(new Edge(
                                                service.name(),
                                                to.name(),
                                                to.addresses().getOrDefault(address, 0))),
                                        () -> problems.add(
                                                service.name() + " is sent to " + address + ", where nobody is"));
                    }
                });
        return needed;
    }

    private record Reached(String name, int port) {}

    private static Stream<Reached> edges(
            List<Endpoint> endpoints, List<NetworkPolicyPeer> peers, List<NetworkPolicyPort> ports) {
        return endpoints.stream()
                .filter(endpoint -> peers.isEmpty()
                        || peers.stream()
                                .anyMatch(peer -> peer.getNamespaceSelector() == null
                                        && peer.getIpBlock() == null
                                        && matches(peer.getPodSelector(), endpoint.labels())))
                .flatMap(endpoint -> ports.stream()
                        .map(NetworkPolicyPort::getPort)
                        .map(IntOrString::getIntVal)
                        .map(port -> new Reached(endpoint.name(), port)));
    }

    /** Beyond the namespace a service asks for names, and sends traces if it is told where to. */
    private static void outside(Manifests manifests, Endpoint service, List<String> problems) {
        Set<Integer> expected = new TreeSet<>(Set.of(DNS));
        manifests
                .services()
                .filter(workload -> workload.name().equals(service.name()))
                .map(workload -> Environment.of(manifests, workload).get(COLLECTOR))
                .filter(address -> address != null)
                .forEach(address -> expected.add(URI.create(address).getPort()));
        Set<Integer> open = new TreeSet<>();
        manifests
                .all(NetworkPolicy.class)
                .filter(policy -> matches(policy.getSpec().getPodSelector(), service.labels()))
                .forEach(policy -> {
                    policy.getSpec().getEgress().stream()
                            .filter(rule -> rule.getTo().isEmpty()
                                    || rule.getTo().stream().anyMatch(NetworkRules::isOutside))
                            .flatMap(rule -> rule.getPorts().stream())
                            .forEach(port -> open.add(port.getPort().getIntVal()));
                    policy.getSpec().getIngress().stream()
                            .filter(rule -> rule.getFrom().isEmpty()
                                    || rule.getFrom().stream().anyMatch(NetworkRules::isOutside))
                            .filter(_ -> !service.name().equals(DOOR))
                            .forEach(_ -> problems.add(service.name() + " lets anybody in"));
                });
        if (!open.equals(expected)) {
            problems.add(service.name() + " may leave the namespace to " + open + " and needs " + expected);
        }
    }

    private static boolean isOutside(NetworkPolicyPeer peer) {
        return peer.getNamespaceSelector() != null || peer.getIpBlock() != null;
    }

    private static boolean deniesAll(NetworkPolicy policy) {
        var spec = policy.getSpec();
        return isEmpty(spec.getPodSelector())
                && spec.getPolicyTypes().containsAll(List.of("Ingress", "Egress"))
                && spec.getIngress().isEmpty()
                && spec.getEgress().isEmpty();
    }

    private static boolean isEmpty(LabelSelector selector) {
        return Workload.labels(selector.getMatchLabels()).isEmpty()
                && selector.getMatchExpressions().isEmpty();
    }

    private static boolean matches(LabelSelector selector, Map<String, String> labels) {
        return labels.entrySet()
                        .containsAll(Workload.labels(selector.getMatchLabels()).entrySet())
                && selector.getMatchExpressions().stream().allMatch(expression -> {
                    boolean among = expression.getValues().contains(labels.get(expression.getKey()));
                    return switch (expression.getOperator()) {
                        case "In" -> among;
                        case "NotIn" -> !among;
                        default -> throw new IllegalArgumentException("unused operator " + expression.getOperator());
                    };
                });
    }
}
