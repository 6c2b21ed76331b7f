package dev.steward.events.trust;

import dev.steward.events.Require;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The trust in a user reached another level; the aggregate is the trust in the user, under the user's id.
 *
 * @param previousLevel null when none was told before
 * @param score from 0 to 100, of the login session the user opened last
 */
public record TrustScoreChanged(
        String userId, @Nullable String previousLevel, String currentLevel, double score, Instant evaluatedAt)
        implements TrustEvent {

    public TrustScoreChanged {
        Require.text(userId, "user_id");
        Require.text(currentLevel, "current_level");
        Require.notNegative(score, "score");
    }
}
