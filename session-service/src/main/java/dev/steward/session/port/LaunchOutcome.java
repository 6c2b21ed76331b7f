package dev.steward.session.port;

/** How an attempt to start a process went. */
public sealed interface LaunchOutcome {

    /** It was spawned, now or before: an attempt is launched once. */
    record Launched() implements LaunchOutcome {}

    /** Something that is not the session's listens on its port. */
    record PortTaken() implements LaunchOutcome {}

    /**
     * The host refused.
     *
     * @param reason a stable code, such as {@code image-missing}
     * @param detail the same for people
     */
    record Refused(String reason, String detail) implements LaunchOutcome {

        /** Of a host that cannot say more. */
        public static final String START_FAILED = "start-failed";
    }
}
