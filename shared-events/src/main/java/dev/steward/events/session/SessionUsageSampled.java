package dev.steward.events.session;

import dev.steward.events.Require;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a session used in one window; the windows of a session neither overlap nor leave a gap. Disk and network are null
 * where they cannot be counted, which is not zero.
 */
public record SessionUsageSampled(
        String sessionId,
        String projectId,
        String userId,
        double cpuSeconds,
        double memoryGibSeconds,
        @Nullable Double diskGibSeconds,
        @Nullable Long networkBytes,
        Instant windowStart,
        Instant windowEnd)
        implements SessionEvent {

    public SessionUsageSampled {
        Require.text(sessionId, "session_id");
        Require.text(projectId, "project_id");
        Require.text(userId, "user_id");
        Require.notNegative(cpuSeconds, "cpu_seconds");
        Require.notNegative(memoryGibSeconds, "memory_gib_seconds");
        if (diskGibSeconds != null) {
            Require.notNegative(diskGibSeconds, "disk_gib_seconds");
        }
        if (networkBytes != null) {
            Require.notNegative(networkBytes, "network_bytes");
        }
        Require.ordered(windowStart, windowEnd);
    }
}
