package dev.steward.events.job;

import dev.steward.events.Require;

/** An attempt of the job began. */
public record JobStarted(String jobId, String projectId, int attempt) implements JobEvent {

    public JobStarted {
        Require.text(jobId, "job_id");
        Require.text(projectId, "project_id");
    }
}
