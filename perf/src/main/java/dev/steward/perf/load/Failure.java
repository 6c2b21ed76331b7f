package dev.steward.perf.load;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that was not answered as expected.
 *
 * @param status 0 if there was no answer
 * @param retryAfter what the answer said when to come again
 */
public record Failure(
        String step,
        Instant from,
        Instant until,
        int status,
        @Nullable String retryAfter,
        String detail) {

    /** Whether the suite said that it cannot answer now and when to come again. */
    public boolean asksToComeAgain() {
        return status == 503 && retryAfter != null && retryAfter.matches("[1-9][0-9]*");
    }

    @Override
    public String toString() {
        return from + " " + step + ": " + (status == 0 ? "no answer" : status) + " " + detail;
    }
}
