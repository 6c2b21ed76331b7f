package dev.steward.events;

/** Names of the topics; each is created and written by its owner only. */
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

    private Topics() {}

    /** Where a consumer group puts what it could not process. */
    public static String deadLetters(String group) {
        return group + ".dlt";
    }
}
