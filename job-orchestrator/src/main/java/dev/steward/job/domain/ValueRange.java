package dev.steward.job.domain;

import org.jspecify.annotations.Nullable;

/** The values a column may take, both ends included; an absent end is open. */
public record ValueRange(@Nullable Double min, @Nullable Double max) {

    public ValueRange {
        if (!valid(min, max)) {
            throw new IllegalArgumentException("not a range: " + min + " to " + max);
        }
    }

    /** At least one end, each a finite number, and not upside down. */
    public static boolean valid(@Nullable Double min, @Nullable Double max) {
        if (min == null && max == null) {
            return false;
        }
        boolean finite = (min == null || Double.isFinite(min)) && (max == null || Double.isFinite(max));
        return finite && (min == null || max == null || min <= max);
    }
}
