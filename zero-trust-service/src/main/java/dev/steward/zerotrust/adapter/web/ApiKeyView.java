package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.domain.ApiKey;
import dev.steward.zerotrust.domain.ApiKeySecret;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API key without its secret.
 *
 * @param prefix what the key starts with, also after a rotation
 * @param lastUsedAt to the minute
 * @param previousValidUntil until when the one before the last rotation is good too
 */
record ApiKeyView(
        String id,
        String ownerId,
        String name,
        String prefix,
        List<String> scopes,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant previousValidUntil) {

    static ApiKeyView from(ApiKey key) {
        return new ApiKeyView(
                key.id(),
                key.ownerId(),
                key.name(),
                ApiKeySecret.prefix(key.id()),
                key.scopes().names(),
                key.createdAt(),
                key.expiresAt(),
                key.lastUsedAt(),
                key.previousUntil());
    }
}
