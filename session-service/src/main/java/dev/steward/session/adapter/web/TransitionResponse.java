package dev.steward.session.adapter.web;

import dev.steward.session.domain.Actor;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.domain.Transition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step of a session from one state to another.
 *
 * @param number of the version of the session that it made; counts up, with gaps
 * @param from null for the creation
 * @param reason a stable code
 * @param eventId {@code ce_id} of the event that told it; null for the first start, which no event tells
 * @param correlationId of everything that happened for the same cause
 */
record TransitionResponse(
        long number,
        @Nullable String from,
        String to,
        Instant at,
        String reason,
        @Nullable String detail,
        By actor,
        @Nullable String eventId,
        String correlationId) {

    /**
     * Who did it.
     *
     * @param kind {@code user} or {@code service}
     * @param id of the user, or the name of the service
     */
    record By(String kind, String id) {

        static By from(Actor actor) {
            return new By(actor.kind().text(), actor.id());
        }
    }

    static TransitionResponse from(Transition transition) {
        @Nullable SessionStatus from = transition.from();
        return new TransitionResponse(
                transition.number(),
                from == null ? null : from.text(),
                transition.to().text(),
                transition.at(),
                transition.reason(),
                transition.detail(),
                By.from(transition.actor()),
                transition.eventId(),
                transition.correlationId());
    }
}
