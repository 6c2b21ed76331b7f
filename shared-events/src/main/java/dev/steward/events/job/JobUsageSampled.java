package dev.steward.events.job;

import dev.steward.events.Require;
import java.time.Instant;

/** What a job used in one window; the windows of a job neither overlap nor leave a gap. */
public record JobUsageSampled(
        String jobId,
        String projectId,
        String userId,
        double cpuSeconds,
        double memoryGibSeconds,
        Instant windowStart,
        Instant windowEnd)
        implements JobEvent {

    public JobUsageSampled {
        Require.text(jobId, "job_id");
        Require.text(projectId, "project_id");
        Require.text(userId, "user_id");
        Require.notNegative(cpuSeconds, "cpu_seconds");
        Require.notNegative(memoryGibSeconds, "memory_gib_seconds");
        Require.ordered(windowStart, windowEnd);
    }
}
