package dev.steward.events.trust;

import dev.steward.events.Require;
import java.time.Instant;

/** An API key is good no more, and no token may be issued for it; the aggregate is the key. */
public record ApiKeyRevoked(String apiKeyId, String ownerId, Instant revokedAt) implements TrustEvent {

    public ApiKeyRevoked {
        Require.text(apiKeyId, "api_key_id");
        Require.text(ownerId, "owner_id");
    }
}
