package dev.steward.events.trust;

import dev.steward.events.Require;

/** A user may do nothing any more until somebody enables them again; the aggregate is the user. */
public record UserDisabled(String userId) implements TrustEvent {

    public UserDisabled {
        Require.text(userId, "user_id");
    }
}
