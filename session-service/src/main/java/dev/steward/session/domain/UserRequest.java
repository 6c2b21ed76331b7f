package dev.steward.session.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * What a user asks of a session, and what comes of it in each state. Asking twice is asking once: what was reached, or is
 * on its way, is not refused.
 *
 * @param correlationId of the request, which what it sets off belongs to
 */
public record UserRequest(String userId, Instant now, String correlationId) {

    /** What comes of a request. */
    public sealed interface Verdict {

        record Change(SessionChange change) implements Verdict {}

        /** It is so already, or about to be. */
        record Nothing() implements Verdict {}

        /**
         * Not in the state it is in.
         *
         * @param reason that state, as a stable code
         */
        record Refused(String reason, String detail) implements Verdict {}
    }

    public Verdict stop(Session session) {
        return switch (session.status()) {
            case PENDING, STARTING, RUNNING, UNHEALTHY, CRASHED ->
                change(session.stop("requested", now, correlationId));
            case STOPPING, STOPPED ->
                session.startsAgain() ? change(session.stayDown("requested")) : new Verdict.Nothing();
            case FAILED -> refused(session, "It has failed; nothing of it runs.");
            case DELETED -> gone(session);
        };
    }

    public Verdict start(Session session) {
        return switch (session.status()) {
            case PENDING, STARTING, RUNNING, UNHEALTHY -> new Verdict.Nothing();
            case STOPPING -> session.startsAgain() ? new Verdict.Nothing() : change(session.startWhenStopped(now));
            case CRASHED, STOPPED, FAILED -> change(session.startFor(userId, now, correlationId));
            case DELETED -> gone(session);
        };
    }

    /** One that does not run is started; a start that is under way will do. */
    public Verdict restart(Session session) {
        return switch (session.status()) {
            case RUNNING, UNHEALTHY -> change(session.stopToRestart(now, correlationId));
            default -> start(session);
        };
    }

    /**
     * Lets it live on; never shorter than it would have.
     *
     * @param by how long from now it is to live at least
     */
    public Verdict extend(Session session, Duration by) {
        if (!session.isUp()) {
            return refused(session, "It is " + session.status().text() + "; start it to let it live on.");
        }
        return change(session.extend(by, userId, now, correlationId));
    }

    private Verdict change(SessionChange change) {
        return new Verdict.Change(change.by(Actor.user(userId)));
    }

    private static Verdict gone(Session session) {
        return refused(session, "It was deleted.");
    }

    private static Verdict refused(Session session, String detail) {
        return new Verdict.Refused(session.status().text(), detail);
    }
}
