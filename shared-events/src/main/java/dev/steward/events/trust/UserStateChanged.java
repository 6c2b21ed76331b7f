package dev.steward.events.trust;

import dev.steward.events.Require;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Compacted: a user was disabled or enabled again, or lost a role.
 *
 * @param tokensValidFrom tokens that were issued before say roles that were taken away; null when none can be alive
 */
public record UserStateChanged(
        String userId,
        boolean disabled,
        Instant changedAt,
        @Nullable Instant tokensValidFrom) implements TrustEvent {

    public UserStateChanged {
        Require.text(userId, "user_id");
    }
}
