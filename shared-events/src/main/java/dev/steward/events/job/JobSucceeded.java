package dev.steward.events.job;

import dev.steward.events.Require;
import org.jspecify.annotations.Nullable;

/** The job ended well; a validation carries its verdict. */
public record JobSucceeded(
        String jobId, String projectId, @Nullable String verdict) implements JobEvent {

    public JobSucceeded {
        Require.text(jobId, "job_id");
        Require.text(projectId, "project_id");
    }
}
