package dev.steward.session.adapter.web;

import dev.steward.kit.idempotency.OneTimeSecret;
import dev.steward.session.domain.SessionToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session as its creator sees it first.
 *
 * @param token opens its preview, logs, stats and changes and nothing else; shown once, when the session is created
 * @param secretAvailable whether the token is shown
 * @param template what serves its workspace
 * @param image its container is made from, null in a runtime without images
 * @param ports it listens on beside that of its page
 * @param ignored the properties of {@code devcontainer.json} that change nothing here
 * @param reason a stable code that says why it is in its status, null where none is needed
 * @param crashCount over its whole life
 * @param startedAt when its page last began to answer, null before the first time
 * @param idleTimeout how long it may go unused before it is stopped
 * @param expiresAt when it is stopped however much it is used
 */
record CreatedSessionResponse(
        String id,
        String projectId,
        String userId,
        @Nullable @OneTimeSecret String token,
        boolean secretAvailable,
        String runtime,
        String template,
        @Nullable String image,
        SessionResponse.Limits resources,
        List<Integer> ports,
        List<String> ignored,
        String status,
        @Nullable String reason,
        @Nullable String detail,
        SessionResponse.Addresses addresses,
        int crashCount,
        Instant createdAt,
        @Nullable Instant startedAt,
        Duration ttl,
        Duration idleTimeout,
        Instant expiresAt) {

    /** @param token null for a session that was there before */
    static CreatedSessionResponse from(SessionResponse session, @Nullable SessionToken token, List<String> ignored) {
        return new CreatedSessionResponse(
                session.id(),
                session.projectId(),
                session.userId(),
                token == null ? null : token.text(),
                token != null,
                session.runtime(),
                session.template(),
                session.image(),
                session.resources(),
                session.ports(),
                ignored,
                session.status(),
                session.reason(),
                session.detail(),
                session.addresses(),
                session.crashCount(),
                session.createdAt(),
                session.startedAt(),
                session.ttl(),
                session.idleTimeout(),
                session.expiresAt());
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "CreatedSessionResponse[" + id + "]";
    }
}
