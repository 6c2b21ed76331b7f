package dev.steward.zerotrust.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One login of a user, from the password until it expires or is revoked.
 *
 * @param deviceId the device of the user's own that it was made on; null when none was named
 */
public record LoginSession(
        String id, String userId, @Nullable String deviceId, Instant authenticatedAt, Instant expiresAt) {

    public LoginSession {
        if (!expiresAt.isAfter(authenticatedAt)) {
            throw new IllegalArgumentException("A login session ends after it began.");
        }
    }

    /** As it goes on when the device it was made on is removed. */
    public LoginSession withoutDevice() {
        return new LoginSession(id, userId, null, authenticatedAt, expiresAt);
    }
}
