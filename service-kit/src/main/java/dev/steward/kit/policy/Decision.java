package dev.steward.kit.policy;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the policies say to a request.
 *
 * @param policy the one that decided; absent for a default deny
 * @param requiredAction what satisfies a challenge; absent for what is none
 */
public record Decision(
        Outcome outcome,
        @Nullable PolicyVersion policy,
        Reason reason,
        @Nullable RequiredAction requiredAction) {

    /** Of policies of which none is about the request. */
    public static final Decision NO_POLICY = new Decision(Outcome.DENY, null, Reason.NO_MATCHING_POLICY, null);

    static final Decision NONE_APPLIES = new Decision(Outcome.DENY, null, Reason.CONDITIONS_UNMET, null);
    static final Decision INVALID_RESOURCE = new Decision(Outcome.DENY, null, Reason.INVALID_RESOURCE, null);

    public enum Outcome {
        ALLOW,
        DENY,
        CHALLENGE;

        public String code() {
            return Decision.code(this);
        }
    }

    /** Stable: audited and shown to callers by its code. */
    public enum Reason {
        ALLOWED_BY_POLICY,
        DENIED_BY_POLICY,
        TRUST_LEVEL_TOO_LOW,
        MFA_MISSING,
        DEVICE_POSTURE_TOO_OLD,
        /** Policies would allow it, and none of them applies here. */
        CONDITIONS_UNMET,
        /** No policy would allow it and none denies it. */
        NO_MATCHING_POLICY,
        INVALID_RESOURCE;

        public String code() {
            return Decision.code(this);
        }
    }

    public enum RequiredAction {
        STEP_UP,
        MFA,
        DEVICE_POSTURE;

        public String code() {
            return Decision.code(this);
        }
    }

    /** The version of a policy that decided. */
    public record PolicyVersion(String policyId, int version) {}

    /** A deny that a platform route takes as no opinion: what the caller's roles allow stands. */
    public boolean noPolicyMatched() {
        return reason == Reason.NO_MATCHING_POLICY;
    }

    private static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
