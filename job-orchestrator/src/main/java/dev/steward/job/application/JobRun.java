package dev.steward.job.application;

import dev.steward.job.domain.DatasetValidation;
import dev.steward.job.domain.Job;
import dev.steward.job.domain.JobFailure;
import dev.steward.job.domain.JobLease;
import dev.steward.job.domain.JobTransition;
import dev.steward.job.domain.JobTransition.Changed;
import dev.steward.job.domain.Usage;
import dev.steward.job.domain.ValidationReport;
import dev.steward.job.port.ProfileSignal;
import dev.steward.job.port.ProfileSignal.Answer;
import dev.steward.job.port.ProfileSignal.Ended;
import dev.steward.job.port.ProfileSignal.Progressed;
import dev.steward.job.port.ProfileSignal.Used;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * One attempt of one job. Signals are handled one at a time, each against the job as the last one left it; a store that
 * refuses an update says that the lease is lost, and the work ends there.
 */
final class JobRun {

    private static final System.Logger LOG = System.getLogger(JobRun.class.getName());
    private static final Retry STORE_AGAIN =
            Retry.backoff(12, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(5));

    private final JobRuns with;
    private Job job;
    private @Nullable Instant progressStoredAt;

    JobRun(JobRuns with, Job claimed) {
        this.with = with;
        this.job = claimed;
    }

    Mono<Void> run() {
        return switch (job.task()) {
            case DatasetValidation validation ->
                with.datasets()
                        .locate(validation.datasetPath())
                        .map(file -> profile(validation, file))
                        .defaultIfEmpty(Flux.defer(() -> missing(validation)))
                        .flatMapMany(held -> held)
                        .takeWhile(held -> held)
                        .then()
                        .onErrorResume(this::abandon);
        };
    }

    private Flux<Boolean> profile(DatasetValidation validation, Path file) {
        return with.profiler()
                .profile(JobLease.of(job), file, validation.ranges())
                .concatMap(signal -> handle(signal, validation), 1);
    }

    private Flux<Boolean> missing(DatasetValidation validation) {
        JobFailure failure = JobFailure.datasetMissing(validation.datasetPath().toString());
        return store(job.fail(failure, with.clock().instant())).flux();
    }

    /** Whether the lease is still ours. */
    private Mono<Boolean> handle(ProfileSignal signal, DatasetValidation validation) {
        return switch (signal) {
            case Progressed(int percent) -> progress(percent);
            case Used(Usage usage) -> store(job.sampleUsage(usage));
            case Ended(Answer answer, Usage usage) -> end(answer, usage, validation);
        };
    }

    private Mono<Boolean> progress(int percent) {
        Instant now = with.clock().instant();
        boolean tooSoon = progressStoredAt != null
                && now.isBefore(progressStoredAt.plus(with.settings().progressInterval()));
        if (percent <= job.progress() || tooSoon) {
            return Mono.just(true);
        }
        progressStoredAt = now;
        return store(job.progress(percent));
    }

    private Mono<Boolean> end(Answer answer, Usage usage, DatasetValidation validation) {
        Instant now = with.clock().instant();
        return switch (answer) {
            case Answer.Profiled(var profile) ->
                store(job.succeed(ValidationReport.of(profile, validation.ranges()), usage, now));
            case Answer.Unreadable(String why) -> store(job.succeed(ValidationReport.unreadable(why), usage, now));
            case Answer.Failed(JobFailure failure) -> store(job.fail(failure, usage, now));
            case Answer.TimedOut(Duration timeout) -> store(job.timeOut(timeout, usage, now));
            case Answer.Lost() ->
                store(job.sampleUsage(usage))
                        .then(with.jobs().release(List.of(JobLease.of(job))))
                        .thenReturn(false);
        };
    }

    private Mono<Boolean> store(JobTransition transition) {
        return switch (transition) {
            case JobTransition.Refused _ -> Mono.just(false);
            case Changed change ->
                with.changes().update(job, change).retryWhen(STORE_AGAIN).doOnNext(updated -> {
                    if (updated) {
                        job = change.job();
                    }
                });
        };
    }

    /** The lease runs out by itself, and then the job is claimed again. */
    private Mono<Void> abandon(Throwable error) {
        LOG.log(System.Logger.Level.ERROR, "job " + job.id() + ": attempt " + job.attempt() + " was given up", error);
        return Mono.empty();
    }
}
