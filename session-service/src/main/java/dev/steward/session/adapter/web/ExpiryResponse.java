package dev.steward.session.adapter.web;

import dev.steward.session.application.Lifetimes.Lifetime;
import dev.steward.session.domain.Lease;
import dev.steward.session.domain.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a session is alive, and when it will not be any more.
 *
 * @param aliveBecause {@code new}, {@code recent-activity} or {@code keep-alive}; null when it is not alive
 * @param reason why it is in its status, null where none is needed
 * @param stopsAt when it will be stopped unless it is used or extended; null when it is not alive
 * @param stopReason why it will be stopped then: {@code idle-timeout}, {@code ttl} or {@code maximum-lifetime}
 * @param expiresAt when it is stopped however much it is used or kept alive
 * @param latestExpiresAt what no extension goes beyond
 * @param keepAlives who keeps it from being idle, the earliest end first
 * @param restartsAt when this service starts a crashed session itself if nobody decides before; null of any other
 * @param workspaceKeptUntil when the workspace of a session that is down is removed unless it is started or written to;
 *     null of any other
 * @param workspaceRemovedAt when that was, null when there is a workspace
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
        Duration idleTimeout,
        List<KeepAliveResponse> keepAlives,
        @Nullable Instant restartsAt,
        @Nullable Instant workspaceKeptUntil,
        @Nullable Instant workspaceRemovedAt) {

    /**
     * The latest use.
     *
     * @param source {@code created}, {@code start}, {@code restart}, {@code extend}, {@code file-write}, {@code keep-alive} …
     */
    record LastActivity(Instant at, String source) {}

    static ExpiryResponse from(Lifetime lifetime) {
        Session session = lifetime.session();
        Lease lease = session.lease();
        Lease.Activity last = lease.lastActivity();
        boolean up = session.isUp();
        return new ExpiryResponse(
                session.id(),
                session.status().text(),
                session.state().reason(),
                up ? because(lease) : null,
                new LastActivity(last.at(), last.source()),
                up ? lease.stopsAt() : null,
                up ? lease.stopReason() : null,
                lease.expiresAt(),
                lease.latestAt(),
                lease.ttl(),
                lease.idleTimeout(),
                lifetime.keepAlives().stream()
                        .map(held -> KeepAliveResponse.from(held, session))
                        .toList(),
                lifetime.restartsAt(),
                lifetime.workspaceKeptUntil(),
                lease.keep().overAt());
    }

    private static String because(Lease lease) {
        if (lease.isHeld()) {
            return "keep-alive";
        }
        return lease.lastActivity().at().equals(lease.begunAt()) ? "new" : "recent-activity";
    }
}
