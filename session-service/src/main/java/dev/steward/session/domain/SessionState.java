package dev.steward.session.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The status, since when, and why.
 *
 * @param reason a stable code such as {@code crash-loop}; null where none is needed
 * @param detail the same for people
 */
public record SessionState(
        SessionStatus status,
        Instant since,
        @Nullable String reason,
        @Nullable String detail) {

    static SessionState of(SessionStatus status, Instant since) {
        return new SessionState(status, since, null, null);
    }
}
