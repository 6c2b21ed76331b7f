package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.Decision;
import dev.steward.kit.policy.Decision.Outcome;
import dev.steward.kit.policy.Decision.PolicyVersion;
import dev.steward.kit.policy.Decision.RequiredAction;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is decided, and why.
 *
 * @param policy the one that decided; absent where none did
 * @param reason stable: audited and shown to callers
 * @param requiredAction what satisfies a challenge
 */
public record DecisionAnswer(
        Outcome outcome,
        @Nullable PolicyVersion policy,
        String reason,
        @Nullable RequiredAction requiredAction) {

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

    static DecisionAnswer of(Decision decision) {
        return new DecisionAnswer(
                decision.outcome(), decision.policy(), decision.reason().code(), decision.requiredAction());
    }

    static DecisionAnswer allow(Reason reason) {
        return new DecisionAnswer(Outcome.ALLOW, null, reason.code(), null);
    }

    public static DecisionAnswer deny(Reason reason) {
        return new DecisionAnswer(Outcome.DENY, null, reason.code(), null);
    }
}
