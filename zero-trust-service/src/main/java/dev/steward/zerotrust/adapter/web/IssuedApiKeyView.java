package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.idempotency.OneTimeSecret;
import dev.steward.zerotrust.application.ApiKeyService.Issue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API key that was just issued, or took the place of another.
 *
 * @param key the key itself, shown once
 * @param previousValidUntil until when the one before is good too
 */
record IssuedApiKeyView(
        String id,
        String ownerId,
        String name,
        List<String> scopes,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant previousValidUntil,
        @Nullable @OneTimeSecret String key,
        boolean secretAvailable) {

    static IssuedApiKeyView from(Issue issue) {
        var key = issue.key();
        return new IssuedApiKeyView(
                key.id(),
                key.ownerId(),
                key.name(),
                key.scopes().names(),
                key.createdAt(),
                key.expiresAt(),
                key.previousUntil(),
                issue.secret().value(),
                true);
    }

    @Override
    public String toString() {
        return "IssuedApiKeyView[" + id + "]";
    }
}
