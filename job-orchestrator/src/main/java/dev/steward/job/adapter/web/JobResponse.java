package dev.steward.job.adapter.web;

import dev.steward.job.domain.DatasetValidation;
import dev.steward.job.domain.Job;
import dev.steward.job.domain.JobFailure;
import dev.steward.job.domain.JobResult;
import dev.steward.job.domain.ValueRange;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job as {@code GET /api/v1/jobs/{id}} shows it; {@code result} is null until it succeeded. */
record JobResponse(
        String id,
        String jobId,
        String type,
        String projectId,
        String userId,
        String status,
        int progress,
        int attempt,
        Payload payload,
        @Nullable JobResult result,
        @Nullable JobFailure failure,
        String correlationId,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    record Payload(String datasetPath, Config config) {}

    record Config(Map<String, ValueRange> ranges) {}

    static JobResponse from(Job job) {
        return new JobResponse(
                job.id(),
                job.id(),
                job.task().type(),
                job.projectId(),
                job.userId(),
                job.status().toString(),
                job.progress(),
                job.attempt(),
                payload(job),
                job.result(),
                job.failure(),
                job.correlationId(),
                job.createdAt(),
                job.startedAt(),
                job.finishedAt());
    }

    private static Payload payload(Job job) {
        return switch (job.task()) {
            case DatasetValidation validation ->
                new Payload(validation.datasetPath().toString(), new Config(validation.ranges()));
        };
    }
}
