package dev.steward.job.adapter.web;

import dev.steward.job.domain.Job;
import dev.steward.job.domain.JobFailure;
import dev.steward.job.domain.JobResult;
import dev.steward.job.domain.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A job in a list: its result is down to the verdict. */
record JobSummary(
        String id,
        String jobId,
        String type,
        String projectId,
        String userId,
        String status,
        int progress,
        int attempt,
        @Nullable Verdict verdict,
        @Nullable JobFailure failure,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    static JobSummary from(Job job) {
        JobResult result = job.result();
        return new JobSummary(
                job.id(),
                job.id(),
                job.task().type(),
                job.projectId(),
                job.userId(),
                job.status().toString(),
                job.progress(),
                job.attempt(),
                result == null ? null : result.verdict(),
                job.failure(),
                job.createdAt(),
                job.startedAt(),
                job.finishedAt());
    }
}
