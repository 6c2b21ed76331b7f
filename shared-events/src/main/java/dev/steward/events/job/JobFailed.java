package dev.steward.events.job;

import dev.steward.events.Require;

/** The job ended badly; the reason is a stable code. */
public record JobFailed(String jobId, String projectId, String reason, String detail) implements JobEvent {

    public JobFailed {
        Require.text(jobId, "job_id");
        Require.text(projectId, "project_id");
    }
}
