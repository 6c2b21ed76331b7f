package dev.steward.session.domain;

import org.jspecify.annotations.Nullable;

/**
 * What an attempt counts up, and what of it belongs to the window that is open.
 *
 * @param counted what it had counted when the last window ended; null when nobody ever counted
 * @param latest what it has counted by now; null while nobody counted in this window
 * @param carried of attempts that ended in this window; null when nobody counted
 */
public record UsageCounter(
        @Nullable Long counted,
        @Nullable Long latest,
        @Nullable Long carried) {

    static UsageCounter from(@Nullable Long counted) {
        return new UsageCounter(counted, null, null);
    }

    UsageCounter at(@Nullable Long seen) {
        return seen == null ? this : new UsageCounter(counted, Math.max(seen, orZero(latest)), carried);
    }

    /** It counts from zero. */
    UsageCounter ofNextAttempt() {
        return new UsageCounter(null, null, bytes());
    }

    /** Of the open window; null, which is not zero, when nobody counted. */
    @Nullable
    Long bytes() {
        if (latest == null) {
            return carried;
        }
        return orZero(carried) + Math.max(0, latest - orZero(counted));
    }

    UsageCounter closed() {
        return from(latest == null ? counted : Long.valueOf(Math.max(latest, orZero(counted))));
    }

    private static long orZero(@Nullable Long amount) {
        return amount == null ? 0 : amount;
    }
}
