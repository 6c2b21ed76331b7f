package dev.steward.infra;

import dev.steward.infra.AccessRule.Match;
import dev.steward.infra.AccessRule.Operation;
import dev.steward.infra.AccessRule.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Who may do what with the broker of a suite: the one list of it. What is not in it is refused. */
public final class AccessRules {
    /** Runs the broker and may do everything; for the launcher and the tools of its user. */
    public static final String ADMIN = "admin";

    /** All other systems. */
    public static final String OUTSIDE = "outside";

    private static final Set<Operation> OWNER = Set.of(Operation.CREATE, Operation.READ, Operation.WRITE);
    private static final String SIGNALS = "platform.signals";
    private static final String TASK_REPORTS = "job.task-reports";

    private static final List<String> SERVICES = List.of(
            "zero-trust-service",
            "session-service",
            "job-orchestrator",
            "cost-optimizer",
            "self-healing-service",
            "gateway");

    private static final List<AccessRule> RULES = Stream.of(
                    SERVICES.stream().flatMap(AccessRules::everyService),
                    owns("zero-trust-service", "trust.events", "trust.state", "trust.policies"),
                    // Whom a service let in or turned away is in its own events, and audited there.
                    reads(
                            "zero-trust-service",
                            "session.events",
                            "job.events",
                            "cost.events",
                            "healing.events",
                            "gateway.events"),
                    owns("session-service", "session.events"),
                    reads("session-service", "healing.events", "trust.events"),
                    owns("job-orchestrator", "job.events", TASK_REPORTS),
                    Stream.of(topics("job-orchestrator", Match.PREFIX, "job.tasks.", OWNER)),
                    owns("cost-optimizer", "cost.events"),
                    reads("cost-optimizer", "session.events", "job.events"),
                    owns("self-healing-service", "healing.events"),
                    reads("self-healing-service", "session.events"),
                    owns("gateway", "gateway.events", SIGNALS),
                    // Told on to whoever may see their projects.
                    reads("gateway", "session.events", "job.events", "trust.events", "cost.events", "healing.events"),
                    Stream.of(SIGNALS, TASK_REPORTS)
                            .map(topic -> topics(OUTSIDE, Match.LITERAL, topic, Set.of(Operation.WRITE))))
            .flatMap(rules -> rules)
            .toList();

    private AccessRules() {}

    public static List<AccessRule> all() {
        return RULES;
    }

    /** All who have a password: the services, the outside and the administrator. */
    public static List<String> principals() {
        var principals = new ArrayList<>(SERVICES);
        principals.addAll(List.of(OUTSIDE, ADMIN));
        return List.copyOf(principals);
    }

    /** The file with a principal's password, in whatever folder holds them all. */
    public static String passwordFile(String principal) {
        return "kafka_" + principal;
    }

    /** Consumer groups and their dead-letter topics are named after their service. */
    private static Stream<AccessRule> everyService(String service) {
        var rules = Stream.of(
                topics(service, Match.PREFIX, service + ".", OWNER),
                new AccessRule(service, Resource.GROUP, Match.PREFIX, service + ".", Set.of(Operation.READ)));
        return service.equals("zero-trust-service")
                ? rules
                : Stream.concat(rules, reads(service, "trust.state", "trust.policies"));
    }

    private static Stream<AccessRule> owns(String service, String... topics) {
        return Stream.of(topics).map(topic -> topics(service, Match.LITERAL, topic, OWNER));
    }

    private static Stream<AccessRule> reads(String service, String... topics) {
        return Stream.of(topics).map(topic -> topics(service, Match.LITERAL, topic, Set.of(Operation.READ)));
    }

    private static AccessRule topics(String principal, Match match, String name, Set<Operation> operations) {
        return new AccessRule(principal, Resource.TOPIC, match, name, operations);
    }
}
