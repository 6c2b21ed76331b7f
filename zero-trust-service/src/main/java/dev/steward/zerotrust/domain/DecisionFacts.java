package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.Decision;
import dev.steward.kit.policy.DecisionRequest;
import dev.steward.kit.policy.PolicySet;
import dev.steward.zerotrust.domain.DecisionAnswer.Reason;
import org.jspecify.annotations.Nullable;

/**
 * All that a request is judged by, so that other policies can be asked about it too.
 *
 * @param permitted whether the roles permit it; null for what is outside the suite, which no role permits or forbids
 */
public record DecisionFacts(
        DecisionRequest request, @Nullable Boolean permitted) {

    /** What these policies make of it. */
    public DecisionAnswer by(PolicySet policies) {
        Decision decision = policies.decide(request);
        if (permitted == null || decision.reason() == Decision.Reason.DENIED_BY_POLICY) {
            return DecisionAnswer.of(decision);
        }
        if (!permitted) {
            return DecisionAnswer.deny(Reason.NOT_ALLOWED_BY_ROLE);
        }
        return decision.noPolicyMatched() ? DecisionAnswer.allow(Reason.ALLOWED_BY_ROLE) : DecisionAnswer.of(decision);
    }
}
