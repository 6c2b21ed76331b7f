package dev.steward.zerotrust.domain;

import java.time.Instant;

/** One login of a user, from the password until it expires or is revoked. */
public record LoginSession(String id, String userId, Instant authenticatedAt, Instant expiresAt) {

    public LoginSession {
        if (!expiresAt.isAfter(authenticatedAt)) {
            throw new IllegalArgumentException("A login session ends after it began.");
        }
    }
}
