package dev.steward.events.session;

import dev.steward.events.Require;
import java.time.Instant;

/** What a session used in one window; the windows of a session neither overlap nor leave a gap. */
public record SessionUsageSampled(
        String sessionId,
        String projectId,
        String userId,
        double cpuSeconds,
        double memoryGibSeconds,
        Instant windowStart,
        Instant windowEnd)
        implements SessionEvent {

    public SessionUsageSampled {
        Require.text(sessionId, "session_id");
        Require.text(projectId, "project_id");
        Require.text(userId, "user_id");
        Require.notNegative(cpuSeconds, "cpu_seconds");
        Require.notNegative(memoryGibSeconds, "memory_gib_seconds");
        Require.ordered(windowStart, windowEnd);
    }
}
