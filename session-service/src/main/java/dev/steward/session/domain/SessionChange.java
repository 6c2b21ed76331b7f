package dev.steward.session.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change that was decided but not stored yet: from what, to what, what it tells others, in that order, and who made it.
 */
public record SessionChange(Session before, Session after, List<Emission> emissions, Actor actor) {

    static final String REQUESTED = "requested";

    public SessionChange {
        emissions = List.copyOf(emissions);
        SessionStatus from = before.status();
        if (!from.mayBecome(after.status())) {
            throw new IllegalStateException("session " + before.id() + " must not go from " + from.text() + " to "
                    + after.status().text());
        }
    }

    /** A change this service makes by itself. */
    public SessionChange(Session before, Session after, List<Emission> emissions) {
        this(before, after, emissions, Actor.SESSION_SERVICE);
    }

    public SessionChange by(Actor other) {
        return new SessionChange(before, after, emissions, other);
    }

    public boolean isTransition() {
        return before.status() != after.status();
    }

    /** Why the session is in the state it comes to. */
    String reason() {
        @Nullable String stated = after.state().reason();
        if (stated != null) {
            return stated;
        }
        return switch (after.status()) {
            case RUNNING -> before.status() == SessionStatus.UNHEALTHY ? "recovered" : "answered";
            default -> REQUESTED;
        };
    }
}
