package dev.steward.events.trust;

import dev.steward.events.Require;
import java.time.Instant;

/** Compacted: a user was disabled or enabled again. */
public record UserStateChanged(String userId, boolean disabled, Instant changedAt) implements TrustEvent {

    public UserStateChanged {
        Require.text(userId, "user_id");
    }
}
