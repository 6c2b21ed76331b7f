package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.TrustScore;
import dev.steward.kit.policy.score.TrustParts;
import java.time.Instant;

/** How far a user is trusted at a moment, term by term, and what was known. */
public record TrustAssessment(TrustIngredients known, TrustParts parts, Instant at) {

    public TrustScore score() {
        return parts.score();
    }
}
