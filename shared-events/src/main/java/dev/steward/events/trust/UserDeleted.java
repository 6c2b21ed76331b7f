package dev.steward.events.trust;

import dev.steward.events.Require;

/** A user is gone for good, and nobody else will have the name; the aggregate is the user. */
public record UserDeleted(String userId) implements TrustEvent {

    public UserDeleted {
        Require.text(userId, "user_id");
    }
}
