package dev.steward.events.trust;

import dev.steward.events.Require;
import java.time.Instant;
import java.util.List;

/** A user or a service account has an API key; the aggregate is the key. */
public record ApiKeyCreated(String apiKeyId, String ownerId, String name, List<String> scopes, Instant expiresAt)
        implements TrustEvent {

    public ApiKeyCreated {
        Require.text(apiKeyId, "api_key_id");
        Require.text(ownerId, "owner_id");
        scopes = List.copyOf(scopes);
    }
}
