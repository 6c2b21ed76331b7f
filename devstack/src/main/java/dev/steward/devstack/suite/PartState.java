package dev.steward.devstack.suite;

/** How a process of the suite stands, as the launcher sees it. */
public enum PartState {
    STARTING,
    READY,
    /** Runs, but does not say that it is ready. */
    NOT_READY,
    RESTARTING,
    /** Ended too often; the launcher leaves it down. */
    GIVEN_UP,
    STOPPED
}
