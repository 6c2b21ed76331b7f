package dev.steward.zerotrust.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says or once said; it never changes.
 *
 * @param number from 1
 * @param triedAt when it was put to dry run last
 * @param activatedAt when it began to decide last
 */
public record PolicyVersion(
        int number,
        PolicyRules rules,
        String createdBy,
        Instant createdAt,
        @Nullable Instant triedAt,
        @Nullable Instant activatedAt,
        @Nullable String activatedBy) {

    public static PolicyVersion written(int number, PolicyRules rules, String author, Instant now) {
        return new PolicyVersion(number, rules, author, now, null, null, null);
    }

    /** What was never in dry run has shown nobody what it would do. */
    public boolean mayDecide() {
        return triedAt != null || wasActive();
    }

    public boolean wasActive() {
        return activatedAt != null;
    }
}
