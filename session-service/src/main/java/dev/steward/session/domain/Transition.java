package dev.steward.session.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of a session from a state to another, as it is remembered.
 *
 * @param number the version of the session that it made
 * @param from null for the first
 * @param reason a stable code
 * @param eventId of the event that told it; null for the first start and for the deletion, which no event tells at once
 */
public record Transition(
        long number,
        @Nullable SessionStatus from,
        SessionStatus to,
        Instant at,
        String reason,
        @Nullable String detail,
        Actor actor,
        @Nullable String eventId,
        String correlationId) {

    /** The first of every session. */
    public static Transition creation(Session session, Actor actor, String eventId) {
        return new Transition(
                session.revision().version(),
                null,
                session.status(),
                session.state().since(),
                SessionChange.REQUESTED,
                null,
                actor,
                eventId,
                session.cause().correlationId());
    }

    /**
     * The step of a change.
     *
     * @param stored what the change made of the session
     */
    public static Transition of(SessionChange change, Session stored, @Nullable String eventId) {
        return new Transition(
                stored.revision().version(),
                change.before().status(),
                stored.status(),
                stored.state().since(),
                change.reason(),
                stored.state().detail(),
                change.actor(),
                eventId,
                stored.cause().correlationId());
    }
}
