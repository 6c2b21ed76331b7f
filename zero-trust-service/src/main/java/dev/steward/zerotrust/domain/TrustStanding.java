package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.TrustLevel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was told last of the trust in a user.
 *
 * @param level null when nothing was
 * @param eventSequence counts what was told
 * @param evaluateAt when to look again; null when there is no reason to
 */
public record TrustStanding(
        String userId,
        @Nullable TrustLevel level,
        long eventSequence,
        @Nullable Instant evaluateAt) {

    /** Of a user whose level is this now. */
    public TrustStanding judged(TrustLevel now, @Nullable Instant next) {
        return new TrustStanding(userId, now, now == level ? eventSequence : eventSequence + 1, next);
    }

    public TrustStanding resting() {
        return new TrustStanding(userId, level, eventSequence, null);
    }
}
