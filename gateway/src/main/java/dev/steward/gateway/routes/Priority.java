package dev.steward.gateway.routes;

/** Which routes are served longest when there is more to do than can be done, the last one first to be refused. */
public enum Priority {
    CRITICAL,
    NORMAL,
    LOW
}
