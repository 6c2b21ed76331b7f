package dev.steward.job.domain;

import dev.steward.events.job.JobEvent;
import dev.steward.events.job.JobFailed;
import dev.steward.events.job.JobProgressed;
import dev.steward.events.job.JobQueued;
import dev.steward.events.job.JobSucceeded;
import dev.steward.events.job.JobTimedOut;
import dev.steward.events.job.JobUsageSampled;
import dev.steward.job.domain.JobTransition.Changed;
import dev.steward.job.domain.JobTransition.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of accepted work. {@code epoch} grows with each claim and fences off a worker that lost its lease; a terminal
 * status is final. The step from queued to running is a claim, which the repository makes for many jobs at once.
 */
public record Job(
        String id,
        String projectId,
        String userId,
        JobTask task,
        JobStatus status,
        int progress,
        int attempt,
        long epoch,
        @Nullable JobResult result,
        @Nullable JobFailure failure,
        String correlationId,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        long version,
        long eventSequence) {

    public static Changed queue(
            String id, String projectId, String userId, JobTask task, String correlationId, Instant now) {
        Job job = new Job(
                id,
                projectId,
                userId,
                task,
                JobStatus.QUEUED,
                0,
                0,
                0,
                null,
                null,
                correlationId,
                now,
                null,
                null,
                1,
                1);
        return new Changed(job, List.of(new JobQueued(id, projectId, userId, task.type())));
    }

    public JobTransition progress(int percent) {
        JobProgressed event = new JobProgressed(id, projectId, percent);
        return whileRunning(next(JobStatus.RUNNING, percent, null, null, null, 1), event);
    }

    public JobTransition sampleUsage(Usage usage) {
        return whileRunning(next(JobStatus.RUNNING, progress, null, null, null, 1), usageEvent(usage));
    }

    public JobTransition succeed(JobResult found, Usage usage, Instant now) {
        JobSucceeded event = new JobSucceeded(id, projectId, found.verdict().toString());
        return whileRunning(next(JobStatus.SUCCEEDED, 100, found, null, now, 2), usageEvent(usage), event);
    }

    public JobTransition fail(JobFailure cause, Instant now) {
        JobFailed event = new JobFailed(id, projectId, cause.reason(), cause.detail());
        return whileRunning(next(JobStatus.FAILED, progress, null, cause, now, 1), event);
    }

    public JobTransition fail(JobFailure cause, Usage usage, Instant now) {
        JobFailed event = new JobFailed(id, projectId, cause.reason(), cause.detail());
        return whileRunning(next(JobStatus.FAILED, progress, null, cause, now, 2), usageEvent(usage), event);
    }

    public JobTransition timeOut(Duration timeout, Usage usage, Instant now) {
        Job ended = next(JobStatus.TIMED_OUT, progress, null, JobFailure.timedOut(timeout), now, 2);
        return whileRunning(ended, usageEvent(usage), new JobTimedOut(id, projectId, timeout));
    }

    private JobTransition whileRunning(Job next, JobEvent... events) {
        return status == JobStatus.RUNNING ? new Changed(next, List.of(events)) : new Refused(status);
    }

    private Job next(
            JobStatus to,
            int percent,
            @Nullable JobResult found,
            @Nullable JobFailure cause,
            @Nullable Instant end,
            int events) {
        return new Job(
                id,
                projectId,
                userId,
                task,
                to,
                percent,
                attempt,
                epoch,
                found,
                cause,
                correlationId,
                createdAt,
                startedAt,
                end,
                version + 1,
                eventSequence + events);
    }

    private JobUsageSampled usageEvent(Usage usage) {
        return new JobUsageSampled(
                id, projectId, userId, usage.cpuSeconds(), usage.memoryGibSeconds(), usage.from(), usage.to());
    }
}
