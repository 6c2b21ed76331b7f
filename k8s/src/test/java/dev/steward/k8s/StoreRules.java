package dev.steward.k8s;

import dev.steward.infra.AccessRule;
import dev.steward.infra.AccessRule.Match;
import dev.steward.infra.AccessRule.Operation;
import dev.steward.infra.AccessRule.Resource;
import dev.steward.infra.AccessRules;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclResourcePatternType;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the servers promise and whom they let in, where operators run them. */
final class StoreRules {
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
        AccessRules.principals().stream()
                .filter(principal -> !principal.equals(AccessRules.ADMIN))
                .forEach(principal -> {
                    var user = manifests.find(KafkaUser.class, "kafka-" + principal);
                    require(problems, user.isPresent(), principal + " is nobody to Kafka");
                    user.ifPresent(known -> permissions(principal, known, problems));
                });
        manifests.services().forEach(service -> topics(service.name(), problems));
    }

    /** What the suite's own broker lets somebody do, and nothing else. */
    private static void permissions(String principal, KafkaUser user, List<String> problems) {
        Set<AccessRule> given = new HashSet<>();
        for (var acl : ((KafkaUserAuthorizationSimple) user.getSpec().getAuthorization()).getAcls()) {
            given.add(rule(principal, acl));
        }
        Set<AccessRule> wanted = AccessRules.all().stream()
                .filter(rule -> rule.principal().equals(principal))
                .collect(Collectors.toSet());
        given.stream().filter(rule -> !wanted.contains(rule)).forEach(rule -> problems.add(words(rule, " may ")));
        wanted.stream().filter(rule -> !given.contains(rule)).forEach(rule -> problems.add(words(rule, " may not ")));
    }

    /** The rules keep up with the sources: who names a topic may use it. */
    private static void topics(String service, List<String> problems) {
        Set<String> usable = AccessRules.all().stream()
                .filter(rule -> rule.principal().equals(service) && rule.resource() == Resource.TOPIC)
                .map(AccessRule::name)
                .collect(Collectors.toSet());
        Set<String> named = new TreeSet<>(ServiceSource.of(service).topics());
        named.removeAll(usable);
        require(problems, named.isEmpty(), service + " names " + named + " and may not use them");
    }

    private static AccessRule rule(String principal, AclRule acl) {
        Set<Operation> operations = acl.getOperations().stream()
                .map(operation -> Operation.valueOf(operation.name()))
                .collect(Collectors.toSet());
        return switch (acl.getResource()) {
            case AclRuleTopicResource topic ->
                new AccessRule(principal, Resource.TOPIC, match(topic.getPatternType()), topic.getName(), operations);
            case AclRuleGroupResource group ->
                new AccessRule(principal, Resource.GROUP, match(group.getPatternType()), group.getName(), operations);
            default -> throw new IllegalArgumentException("neither topic nor group: " + acl.getResource());
        };
    }

    private static Match match(AclResourcePatternType type) {
        return type == AclResourcePatternType.PREFIX ? Match.PREFIX : Match.LITERAL;
    }

    private static String words(AccessRule rule, String may) {
        return rule.principal() + may + new TreeSet<>(rule.operations()) + " " + rule.match() + " " + rule.resource()
                + " " + rule.name();
    }

    private static void require(List<String> problems, boolean holds, String otherwise) {
        if (!holds) {
            problems.add(otherwise);
        }
    }
}
