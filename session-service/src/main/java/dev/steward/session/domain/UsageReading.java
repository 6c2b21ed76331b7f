package dev.steward.session.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a runtime measured of one attempt of a session.
 *
 * @param startedAt when the process of this attempt began
 * @param cpuSeconds used since then by all its processes; null when that can no longer be known
 * @param memoryGib resident now; null when the process has ended
 * @param diskGib what the workspace takes of the disk; null when nobody looked
 * @param networkBytes sent and received since it began; null where that cannot be counted
 */
public record UsageReading(
        int attempt,
        Instant startedAt,
        Instant at,
        @Nullable Double cpuSeconds,
        @Nullable Double memoryGib,
        @Nullable Double diskGib,
        @Nullable Long networkBytes) {

    /** As precise as they can be stored: windows have to meet exactly. */
    public UsageReading {
        startedAt = startedAt.truncatedTo(ChronoUnit.MICROS);
        at = at.truncatedTo(ChronoUnit.MICROS);
    }
}
