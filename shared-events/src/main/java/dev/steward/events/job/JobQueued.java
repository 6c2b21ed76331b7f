package dev.steward.events.job;

import dev.steward.events.Require;

/** A job was accepted and waits for a worker. */
public record JobQueued(String jobId, String projectId, String userId, String jobType) implements JobEvent {

    public JobQueued {
        Require.text(jobId, "job_id");
        Require.text(projectId, "project_id");
        Require.text(userId, "user_id");
    }
}
