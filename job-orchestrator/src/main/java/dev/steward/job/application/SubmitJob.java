package dev.steward.job.application;

import dev.steward.job.domain.JobTask;

/** Accept a job; {@code correlationId} follows it through all its events. */
public record SubmitJob(String projectId, String userId, JobTask task, String correlationId) {}
