package dev.steward.session.adapter.web;

import dev.steward.session.domain.Lease;
import dev.steward.session.domain.Session;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a session is alive, and when it will not be any more.
 *
 * @param aliveBecause {@code new} or {@code recent-activity}; null when it is not alive
 * @param reason why it is in its status, null where none is needed
 * @param stopsAt when it will be stopped unless it is used or extended; null when it is not alive
 * @param stopReason why it will be stopped then: {@code idle-timeout}, {@code ttl} or {@code maximum-lifetime}
 * @param expiresAt when it is stopped however much it is used
 * @param latestExpiresAt what no extension goes beyond
 */
record ExpiryResponse(
        String sessionId,
        String status,
        @Nullable String reason,
        @Nullable String aliveBecause,
        LastActivity lastActivity,
        @Nullable Instant stopsAt,
        @Nullable String stopReason,
        Instant expiresAt,
        Instant latestExpiresAt,
        Duration ttl,
        Duration idleTimeout) {

    /** @param source {@code created}, {@code start}, {@code restart}, {@code extend} or {@code file-write} */
    record LastActivity(Instant at, String source) {}

    static ExpiryResponse from(Session session) {
        Lease lease = session.lease();
        Lease.Activity last = lease.lastActivity();
        boolean up = session.isUp();
        String because = last.at().equals(lease.begunAt()) ? "new" : "recent-activity";
        return new ExpiryResponse(
                session.id(),
                session.status().text(),
                session.state().reason(),
                up ? because : null,
                new LastActivity(last.at(), last.source()),
                up ? lease.stopsAt() : null,
                up ? lease.stopReason() : null,
                lease.expiresAt(),
                lease.latestAt(),
                lease.ttl(),
                lease.idleTimeout());
    }
}
