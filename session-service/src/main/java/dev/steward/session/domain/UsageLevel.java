package dev.steward.session.domain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much of something is taken, and what that adds up to since the last window ended. Between two looks it is a straight
 * line; while nobody can look it stays as it was.
 *
 * @param gib as seen last; null when it was never seen
 * @param gibSeconds null while nothing was seen in this window
 */
public record UsageLevel(@Nullable Double gib, @Nullable Double gibSeconds) {

    static UsageLevel at(@Nullable Double gib) {
        return new UsageLevel(gib, null);
    }

    boolean known() {
        return gib != null;
    }

    /** From here on it is another process's. */
    UsageLevel from(@Nullable Double seen) {
        return new UsageLevel(seen, gibSeconds);
    }

    /** What was never seen before is taken to have been so since the last look. */
    UsageLevel until(@Nullable Double seen, Duration since) {
        @Nullable Double now = seen == null ? gib : seen;
        if (now == null) {
            return this;
        }
        double before = gib == null ? now : gib;
        double more = (before + now) / 2 * (since.toNanos() / 1e9);
        return new UsageLevel(now, (gibSeconds == null ? 0 : gibSeconds) + more);
    }

    UsageLevel closed() {
        return at(gib);
    }
}
