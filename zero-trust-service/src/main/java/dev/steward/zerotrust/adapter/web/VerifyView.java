package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.policy.Decision.PolicyVersion;
import dev.steward.kit.policy.Decision.RequiredAction;
import dev.steward.kit.policy.TrustScore;
import dev.steward.zerotrust.domain.DecisionAnswer;
import dev.steward.zerotrust.domain.MadeDecision;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What is decided.
 *
 * @param decision {@code allow}, {@code deny} or {@code challenge}
 */
record VerifyView(String decision, Score trustScore, Evaluation policyEvaluation, String decisionId) {

    /**
     * How far the user is trusted.
     *
     * @param trustLevel {@code none}, {@code low}, {@code medium}, {@code high} or {@code full}
     */
    record Score(BigDecimal overallScore, String trustLevel, Breakdown breakdown) {

        private static Score from(TrustScore score) {
            return new Score(
                    score.overall(),
                    score.level().code(),
                    new Breakdown(score.deviceTrust(), score.userTrust(), score.contextTrust()));
        }
    }

    /** From 0 to 100 each. */
    record Breakdown(double deviceTrust, double userTrust, double contextTrust) {}

    /**
     * Why it is decided so.
     *
     * @param policyId the policy that decided; null where none did
     * @param version of that policy
     * @param reason a stable code
     * @param requiredAction what satisfies a challenge: {@code step-up}, {@code mfa} or {@code device-posture}
     */
    record Evaluation(
            @Nullable String policyId,
            @Nullable Integer version,
            String reason,
            @Nullable String requiredAction) {

        static Evaluation from(DecisionAnswer answer) {
            PolicyVersion policy = answer.policy();
            RequiredAction action = answer.requiredAction();
            return new Evaluation(
                    policy == null ? null : policy.policyId(),
                    policy == null ? null : policy.version(),
                    answer.reason(),
                    action == null ? null : action.code());
        }
    }

    static VerifyView from(MadeDecision made) {
        return new VerifyView(
                made.outcome().code(), Score.from(made.score()), Evaluation.from(made.answer()), made.id());
    }
}
