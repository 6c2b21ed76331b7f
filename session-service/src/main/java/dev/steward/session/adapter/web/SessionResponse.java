package dev.steward.session.adapter.web;

import dev.steward.session.domain.Session;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session as clients see it.
 *
 * @param reason a stable code that says why it is in its status, null where none is needed
 * @param crashCount over its whole life
 * @param startedAt when its page last began to answer, null before the first time
 * @param idleTimeout how long it may go unused before it is stopped
 * @param expiresAt when it is stopped however much it is used
 */
record SessionResponse(
        String id,
        String projectId,
        String userId,
        String runtime,
        String status,
        @Nullable String reason,
        @Nullable String detail,
        Addresses addresses,
        int crashCount,
        Instant createdAt,
        @Nullable Instant startedAt,
        Duration ttl,
        Duration idleTimeout,
        Instant expiresAt) {

    /** @param direct a URL on the host itself that needs no credentials */
    record Addresses(String direct) {}

    static SessionResponse from(Session session) {
        return new SessionResponse(
                session.id(),
                session.projectId(),
                session.identity().userId(),
                session.identity().runtime(),
                session.status().text(),
                session.state().reason(),
                session.state().detail(),
                new Addresses(session.placement().directAddress()),
                session.attempts().crashes(),
                session.identity().createdAt(),
                session.attempts().startedAt(),
                session.lease().ttl(),
                session.lease().idleTimeout(),
                session.lease().expiresAt());
    }
}
