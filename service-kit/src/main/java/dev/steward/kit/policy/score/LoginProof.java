package dev.steward.kit.policy.score;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a user has proved in a login session.
 *
 * @param mfaAt when a second factor was presented last; null when none was
 */
public record LoginProof(Instant openedAt, @Nullable Instant mfaAt) {

    /** When the user last proved who it is, with whatever. */
    public Instant latest() {
        return mfaAt != null && mfaAt.isAfter(openedAt) ? mfaAt : openedAt;
    }
}
