package dev.steward.events.job;

import dev.steward.events.Require;

/** The job came further; progress is 0 to 100. */
public record JobProgressed(String jobId, String projectId, int progress) implements JobEvent {

    public JobProgressed {
        Require.text(jobId, "job_id");
        Require.text(projectId, "project_id");
        Require.range(progress, 0, 100, "progress");
    }
}
