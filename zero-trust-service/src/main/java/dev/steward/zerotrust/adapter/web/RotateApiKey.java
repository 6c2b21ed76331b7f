package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.CheckedBody;
import dev.steward.kit.web.FieldProblems;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API key to replace by another.
 *
 * @param overlap how long the old one is good too: {@code PT24H} unless named, {@code P7D} at most, {@code PT0S} for not at all
 * @param expiresAt when the key expires from now on, in 366 days at most; unless named that stays as it is
 */
record RotateApiKey(@Nullable Duration overlap, @Nullable Instant expiresAt) implements CheckedBody {

    @Override
    public void check(FieldProblems problems) {
        RotateSecret.check(overlap, problems);
    }

    Duration overlapOrUsual() {
        return RotateSecret.orUsual(overlap);
    }
}
