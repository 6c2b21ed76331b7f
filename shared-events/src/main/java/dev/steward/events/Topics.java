package dev.steward.events;

import java.util.Map;
import java.util.Set;

/** Names of the topics; each is created by its owner, and all but {@code platform.signals} are written by nobody else. */
public final class Topics {

    public static final String SESSION_EVENTS = "session.events";
    public static final String JOB_EVENTS = "job.events";
    public static final String TRUST_EVENTS = "trust.events";
    public static final String TRUST_STATE = "trust.state";
    public static final String TRUST_POLICIES = "trust.policies";
    public static final String COST_EVENTS = "cost.events";
    public static final String HEALING_EVENTS = "healing.events";
    public static final String GATEWAY_EVENTS = "gateway.events";
    public static final String PLATFORM_SIGNALS = "platform.signals";

    /** The topics for what all services tell of, each on its own. */
    public static final Set<String> OF_EVERY_SERVICE =
            Set.of(SESSION_EVENTS, JOB_EVENTS, TRUST_EVENTS, COST_EVENTS, HEALING_EVENTS, GATEWAY_EVENTS);

    private static final Map<String, String> OWNERS = Map.of(
            PLATFORM_SIGNALS, "gateway",
            SESSION_EVENTS, "session-service",
            JOB_EVENTS, "job-orchestrator",
            TRUST_EVENTS, "zero-trust-service",
            TRUST_STATE, "zero-trust-service",
            TRUST_POLICIES, "zero-trust-service",
            COST_EVENTS, "cost-optimizer",
            HEALING_EVENTS, "self-healing-service",
            GATEWAY_EVENTS, "gateway");

    private Topics() {}

    /** The service that creates a topic and writes it. */
    public static String owner(String topic) {
        String owner = OWNERS.get(topic);
        if (owner == null) {
            throw new IllegalArgumentException(topic + " is no service's own");
        }
        return owner;
    }

    /** Where a consumer group puts what it could not process. */
    public static String deadLetters(String group) {
        return group + ".dlt";
    }
}
