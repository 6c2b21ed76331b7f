package dev.steward.kit.policy.score;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far security patches go.
 *
 * @param month absent when there is nothing newer than what is installed
 */
public record PatchLevel(@Nullable YearMonth month) {

    public static final String RULE = "must be latest or a month such as 2026-11";

    private static final String LATEST = "latest";
    private static final Pattern MONTH = Pattern.compile("[12][0-9]{3}-[0-9]{2}");

    public static Optional<PatchLevel> parse(String text) {
        if (text.equals(LATEST)) {
            return Optional.of(new PatchLevel(null));
        }
        try {
            return MONTH.matcher(text).matches()
                    ? Optional.of(new PatchLevel(YearMonth.parse(text)))
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** A month counts from its first day: nobody knows on which day of it the device was patched. */
    boolean isWithin(Duration age, Instant now) {
        return month == null
                || !month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().isBefore(now.minus(age));
    }

    @Override
    public String toString() {
        return month == null ? LATEST : month.toString();
    }
}
