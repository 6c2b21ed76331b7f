package dev.steward.session.adapter.web;

import dev.steward.session.domain.KeepAlive;
import dev.steward.session.domain.Session;
import java.time.Instant;

/**
 * Somebody keeps a session from being idle.
 *
 * @param owner who, in words of their own
 * @param takenBy the user who asked for it
 * @param until when it ends by itself: no later than the session
 */
record KeepAliveResponse(String owner, String reason, String takenBy, Instant takenAt, Instant until) {

    static KeepAliveResponse from(KeepAlive held, Session session) {
        Instant end = session.lease().expiresAt();
        Instant until = held.until().isBefore(end) ? held.until() : end;
        return new KeepAliveResponse(held.owner(), held.reason(), held.takenBy(), held.takenAt(), until);
    }
}
