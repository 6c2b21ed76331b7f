package dev.steward.k8s;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclResourcePatternType;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.StrimziAclOperation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the servers promise and whom they let in, where operators run them. */
final class StoreRules {
    /** What the kit reads for every service. */
    private static final Set<String> FOLLOWED_BY_ALL = Set.of("trust.policies", "trust.state");
    /** Beside its pool a service holds the relay's connection, and Flyway's while it starts. */
    private static final int BESIDE_THE_POOL = 2;
    /** For replication, the operator and whoever looks after it. */
    private static final int SPARE = 20;

    private StoreRules() {}

    static Stream<String> problems(Manifests manifests) {
        List<String> problems = new ArrayList<>();
        manifests.all(PostgresCluster.class).forEach(cluster -> postgres(manifests, cluster, problems));
        manifests.all(Kafka.class).forEach(kafka -> kafka(manifests, kafka, problems));
        return problems.stream();
    }

    private static void postgres(Manifests manifests, PostgresCluster cluster, List<String> problems) {
        var server = cluster.getSpec().postgresql();
        require(
                problems,
                cluster.getSpec().instances() >= 3
                        && server.synchronous().number() >= 1
                        && server.synchronous().dataDurability().equals("required")
                        && server.synchronous().failoverQuorum(),
                "a commit can be lost with one server");
        require(problems, server.pg_hba().getLast().equals("host all all all reject"), "a role nobody named is let in");
        int most = Integer.parseInt(server.parameters().getOrDefault("max_connections", "100"));
        int pods = manifests
                .all(Deployment.class)
                .mapToInt(deployment -> mostPods(manifests, deployment))
                .sum();
        int pool = manifests
                .services()
                .map(service -> Environment.of(manifests, service).getOrDefault("STEWARD_DB_POOL", "25"))
                .mapToInt(Integer::parseInt)
                .max()
                .orElse(0);
        int asked = pods * (pool + BESIDE_THE_POOL) + SPARE;
        require(problems, asked <= most, "services may ask for " + asked + " connections of " + most);
        Map<String, String> secrets = new HashMap<>();
        cluster.getSpec()
                .managed()
                .roles()
                .forEach(role -> secrets.put(role.name(), role.passwordSecret().name()));
        var first = cluster.getSpec().bootstrap().initdb();
        secrets.put(first.owner(), first.secret().name());
        manifests
                .services()
                .map(service -> ServiceSource.of(service.name()).database())
                .forEach(database -> {
                    require(
                            problems,
                            first.database().equals(database)
                                    || manifests
                                            .all(PostgresDatabase.class)
                                            .anyMatch(made -> made.getSpec()
                                                            .name()
                                                            .equals(database)
                                                    && made.getSpec().owner().equals(database + "_owner")),
                            "nobody makes database " + database);
                    for (var role : List.of("owner", "app")) {
                        require(
                                problems,
                                ("postgres-" + database + "-" + role).equals(secrets.get(database + "_" + role)),
                                "role " + database + "_" + role + " is not made with the secret its service reads");
                    }
                    String line = "hostssl %1$s %1$s_owner,%1$s_app all scram-sha-256".formatted(database);
                    require(problems, server.pg_hba().contains(line), "nobody is let into database " + database);
                });
    }

    private static int mostPods(Manifests manifests, Deployment deployment) {
        return manifests
                .all(HorizontalPodAutoscaler.class)
                .filter(scaler -> scaler.getSpec()
                        .getScaleTargetRef()
                        .getName()
                        .equals(deployment.getMetadata().getName()))
                .map(scaler -> scaler.getSpec().getMaxReplicas() + 1)
                .findFirst()
                .orElse(1);
    }

    private static void kafka(Manifests manifests, Kafka kafka, List<String> problems) {
        Map<String, Object> config = kafka.getSpec().getKafka().getConfig();
        require(
                problems,
                Integer.valueOf(3).equals(config.get("default.replication.factor"))
                        && Integer.valueOf(2).equals(config.get("min.insync.replicas")),
                "an event can be lost with one broker");
        require(problems, Boolean.FALSE.equals(config.get("auto.create.topics.enable")), "topics are made by reading");
        require(
                problems,
                kafka.getSpec().getKafka().getListeners().stream()
                        .allMatch(listener -> listener.isTls() && listener.getAuth() != null),
                "a listener is open");
        manifests.services().forEach(service -> {
            var user = manifests.find(KafkaUser.class, "kafka-" + service.name());
            require(problems, user.isPresent(), service.name() + " is nobody to Kafka");
            user.ifPresent(known -> permissions(service.name(), known, problems));
        });
    }

    /** A service may do with topics what its sources say it does: none it does not name, all that it names. */
    private static void permissions(String service, KafkaUser user, List<String> problems) {
        Set<String> named = new TreeSet<>(ServiceSource.of(service).topics());
        named.addAll(FOLLOWED_BY_ALL);
        Map<String, AclRule> literal = new TreeMap<>();
        for (var acl : ((KafkaUserAuthorizationSimple) user.getSpec().getAuthorization()).getAcls()) {
            if (acl.getResource() instanceof AclRuleTopicResource topic
                    && topic.getPatternType() == AclResourcePatternType.LITERAL) {
                literal.put(topic.getName(), acl);
            } else {
                require(problems, isBelow(service, acl.getResource()), service + " may use what is not below its name");
            }
        }
        require(
                problems,
                literal.keySet().equals(named),
                service + " may use " + literal.keySet() + " and names " + named);
        literal.forEach((topic, acl) -> require(
                problems,
                acl.getOperations().contains(StrimziAclOperation.WRITE) == owns(service, topic),
                service + (owns(service, topic) ? " may not write " : " may write ") + topic));
    }

    private static boolean isBelow(String service, AclRuleResource resource) {
        return switch (resource) {
            case AclRuleTopicResource topic -> topic.getName().equals(service + ".");
            case AclRuleGroupResource group ->
                group.getPatternType() == AclResourcePatternType.PREFIX
                        && group.getName().equals(service + ".");
            default -> false;
        };
    }

    private static boolean owns(String service, String topic) {
        String domain = topic.substring(0, topic.indexOf('.'));
        return switch (domain) {
            case "trust" -> service.equals("zero-trust-service");
            case "healing" -> service.equals("self-healing-service");
            default -> service.startsWith(domain);
        };
    }

    private static void require(List<String> problems, boolean holds, String otherwise) {
        if (!holds) {
            problems.add(otherwise);
        }
    }
}
