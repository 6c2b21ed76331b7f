package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.Decision;
import dev.steward.kit.policy.Decision.Outcome;
import dev.steward.kit.policy.Decision.PolicyVersion;
import dev.steward.kit.policy.Decision.RequiredAction;
import dev.steward.kit.policy.TrustScore;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An answer to an {@link AccessQuestion}.
 *
 * @param policy the one that decided; absent where none did
 * @param reason stable: audited and shown to callers
 * @param requiredAction what satisfies a challenge
 */
public record MadeDecision(
        String id,
        AccessQuestion question,
        Outcome outcome,
        @Nullable PolicyVersion policy,
        String reason,
        @Nullable RequiredAction requiredAction,
        TrustScore score) {

    /** Why no policy decided. */
    public enum Reason {
        UNKNOWN_USER,
        USER_DISABLED,
        NO_SUCH_PROJECT,
        /** The roles permit it and no policy is about it. */
        ALLOWED_BY_ROLE,
        /** The roles do not permit it, whatever policies say. */
        NOT_ALLOWED_BY_ROLE;

        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public static MadeDecision of(String id, AccessQuestion question, Decision decision, TrustScore score) {
        return new MadeDecision(
                id,
                question,
                decision.outcome(),
                decision.policy(),
                decision.reason().code(),
                decision.requiredAction(),
                score);
    }

    public static MadeDecision without(
            String id, AccessQuestion question, Outcome outcome, Reason reason, TrustScore score) {
        return new MadeDecision(id, question, outcome, null, reason.code(), null, score);
    }
}
