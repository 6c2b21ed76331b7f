package dev.steward.session.port;

/** How an attempt to start a process went. */
public sealed interface LaunchOutcome {

    /** It was spawned, now or before: an attempt is launched once. */
    record Launched() implements LaunchOutcome {}

    /** Something that is not the session's listens on its port. */
    record PortTaken() implements LaunchOutcome {}

    /** The host refused. */
    record Refused(String detail) implements LaunchOutcome {}
}
