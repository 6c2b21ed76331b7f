package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.TrustScore;
import dev.steward.kit.policy.score.ScorePart;
import java.time.Instant;

/** How far a user is trusted at a moment, term by term, and what was known. */
public record TrustAssessment(TrustIngredients known, ScorePart device, ScorePart user, ScorePart context, Instant at) {

    public TrustScore score() {
        return new TrustScore(device.score(), user.score(), context.score());
    }
}
