package dev.steward.zerotrust.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a user lets a program use instead of their password, for some of what they may do.
 *
 * @param lastUsedAt to the minute; null before the first use
 * @param previousUntil until when the secret before the last rotation is good too; null when there was none
 */
public record ApiKey(
        String id,
        String ownerId,
        String name,
        Scopes scopes,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant previousUntil) {

    public static ApiKey issued(String id, String ownerId, String name, Scopes scopes, Instant now, Instant expiresAt) {
        return new ApiKey(id, ownerId, name, scopes, now, expiresAt, null, null);
    }
}
