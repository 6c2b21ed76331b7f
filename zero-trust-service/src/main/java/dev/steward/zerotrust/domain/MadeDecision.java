package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.Decision.Outcome;
import dev.steward.kit.policy.TrustScore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An answer to an {@link AccessQuestion}.
 *
 * @param facts null where no policies are asked, because nobody is known to decide about
 */
public record MadeDecision(
        String id,
        AccessQuestion question,
        Instant at,
        DecisionAnswer answer,
        TrustScore score,
        @Nullable DecisionFacts facts) {

    public Outcome outcome() {
        return answer.outcome();
    }
}
