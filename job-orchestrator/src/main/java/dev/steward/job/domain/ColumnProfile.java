package dev.steward.job.domain;

import org.jspecify.annotations.Nullable;

/**
 * One column of a dataset. {@code type} is integer, number, boolean, date, timestamp, time, string, binary, json
 * (mixed) or nested;
 * {@code distinct} does not count missing values; {@code min} and {@code max} are a number, a boolean or a text, and
 * null where there is nothing to order; {@code outOfRange} counts values and is 0 for what is no number.
 */
public record ColumnProfile(
        String name,
        String type,
        long missing,
        long distinct,
        @Nullable Object min,
        @Nullable Object max,
        long outOfRange,
        boolean constant) {

    public boolean numeric() {
        return type.equals("integer") || type.equals("number");
    }
}
