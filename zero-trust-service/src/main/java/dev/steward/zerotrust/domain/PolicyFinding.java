package dev.steward.zerotrust.domain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something about a policy that is about to decide.
 *
 * @param policyId the other policy it is about; absent when it is about none
 * @param policyName that of the other policy
 */
public record PolicyFinding(
        Kind kind,
        String message,
        @Nullable String policyId,
        @Nullable String policyName) {

    public enum Kind {
        CANNOT_MATCH,
        LOCKS_OUT_ADMINS,
        OVERLAPS;

        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether a policy of which this is found must not decide. */
        public boolean refuses() {
            return this != OVERLAPS;
        }
    }

    static PolicyFinding of(Kind kind, String message) {
        return new PolicyFinding(kind, message, null, null);
    }
}
