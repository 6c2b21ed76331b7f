package dev.steward.session.domain;

import dev.steward.events.session.SessionUsageSampled;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a session used between two times, as it is kept. Null is what nobody knows, as all of a window that an instance of
 * a version before told, which kept none.
 */
public record UsageWindow(
        Instant start,
        Instant end,
        @Nullable Double cpuSeconds,
        @Nullable Double memoryGibSeconds,
        @Nullable Double diskGibSeconds,
        @Nullable Long networkBytes) {

    public static UsageWindow of(SessionUsageSampled told) {
        return new UsageWindow(
                told.windowStart(),
                told.windowEnd(),
                told.cpuSeconds(),
                told.memoryGibSeconds(),
                told.diskGibSeconds(),
                told.networkBytes());
    }
}
