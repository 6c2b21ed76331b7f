package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.CheckedBody;
import dev.steward.kit.web.FieldProblems;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A secret to replace by another.
 *
 * @param overlap how long the old one is good too: {@code PT24H} unless named, {@code P7D} at most, {@code PT0S} for not at all
 */
record RotateSecret(@Nullable Duration overlap) implements CheckedBody {

    private static final Duration USUAL = Duration.ofHours(24);
    private static final Duration LONGEST = Duration.ofDays(7);

    @Override
    public void check(FieldProblems problems) {
        check(overlap, problems);
    }

    Duration overlapOrUsual() {
        return orUsual(overlap);
    }

    static void check(@Nullable Duration overlap, FieldProblems problems) {
        problems.require(
                overlap == null || (!overlap.isNegative() && overlap.compareTo(LONGEST) <= 0),
                "overlap",
                "must be from PT0S to P7D");
    }

    static Duration orUsual(@Nullable Duration overlap) {
        return overlap == null ? USUAL : overlap;
    }
}
