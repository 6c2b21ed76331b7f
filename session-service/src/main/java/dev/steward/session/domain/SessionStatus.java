package dev.steward.session.domain;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where a session is in its life. The table below is the only place that says which state may follow which. */
public enum SessionStatus {
    PENDING,
    STARTING,
    RUNNING,
    UNHEALTHY,
    CRASHED,
    STOPPING,
    STOPPED,
    FAILED,
    DELETED;

    /** Staying where it is counts as allowed, except in a state nothing may touch any more. */
    public boolean mayBecome(SessionStatus next) {
        return next == this ? this != DELETED : following().contains(next);
    }

    /** Whether a session in this state runs or is meant to, so that it can be stopped. */
    public boolean isUp() {
        return this != STOPPING && mayBecome(STOPPING);
    }

    /** The states an update to this one may start from, in their stored form. */
    public List<String> sources() {
        return Stream.of(values())
                .filter(from -> from.mayBecome(this))
                .map(SessionStatus::text)
                .toList();
    }

    /** As stored and as answered over HTTP. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for text that names no status. */
    public static Optional<SessionStatus> of(String text) {
        return Stream.of(values()).filter(status -> status.text().equals(text)).findFirst();
    }

    private Set<SessionStatus> following() {
        return switch (this) {
            case PENDING -> EnumSet.of(STARTING, STOPPING, FAILED, DELETED);
            case STARTING -> EnumSet.of(RUNNING, CRASHED, STOPPING, FAILED, DELETED);
            case RUNNING -> EnumSet.of(UNHEALTHY, CRASHED, STOPPING, FAILED, DELETED);
            case UNHEALTHY -> EnumSet.of(RUNNING, CRASHED, STOPPING, FAILED, DELETED);
            case CRASHED -> EnumSet.of(STARTING, STOPPING, FAILED, DELETED);
            case STOPPING -> EnumSet.of(STOPPED, FAILED, DELETED);
            case STOPPED -> EnumSet.of(STARTING, DELETED);
            // Only a user starts what was given up.
            case FAILED -> EnumSet.of(STARTING, DELETED);
            case DELETED -> EnumSet.noneOf(SessionStatus.class);
        };
    }
}
