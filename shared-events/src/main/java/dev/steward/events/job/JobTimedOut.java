package dev.steward.events.job;

import dev.steward.events.Require;
import java.time.Duration;

/** The job took longer than it may. */
public record JobTimedOut(String jobId, String projectId, Duration timeout) implements JobEvent {

    public JobTimedOut {
        Require.text(jobId, "job_id");
        Require.text(projectId, "project_id");
    }
}
