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
        OVERLAPS,
        UNKNOWN_ACTION;

        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether a policy of which this is found must not decide. */
        public boolean refuses() {
            return this == CANNOT_MATCH || this == LOCKS_OUT_ADMINS;
        }
    }

    static PolicyFinding of(Kind kind, String message) {
        return new PolicyFinding(kind, message, null, null);
    }
}
