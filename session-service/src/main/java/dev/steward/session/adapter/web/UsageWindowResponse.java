package dev.steward.session.adapter.web;

import dev.steward.session.domain.UsageWindow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a session used in a window. Null is what nobody could count, which is not zero.
 *
 * @param cpuSeconds of processor time
 * @param memoryGibSeconds memory taken, in GiB, times the seconds it was taken for
 * @param diskGibSeconds the same of the workspace
 * @param networkBytes sent and received
 */
record UsageWindowResponse(
        Instant windowStart,
        Instant windowEnd,
        @Nullable Double cpuSeconds,
        @Nullable Double memoryGibSeconds,
        @Nullable Double diskGibSeconds,
        @Nullable Long networkBytes) {

    static UsageWindowResponse from(UsageWindow window) {
        return new UsageWindowResponse(
                window.start(),
                window.end(),
                window.cpuSeconds(),
                window.memoryGibSeconds(),
                window.diskGibSeconds(),
                window.networkBytes());
    }
}
