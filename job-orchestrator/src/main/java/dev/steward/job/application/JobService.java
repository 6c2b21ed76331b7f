package dev.steward.job.application;

import dev.steward.events.UuidV7;
import dev.steward.job.domain.DatasetValidation;
import dev.steward.job.domain.Job;
import dev.steward.job.domain.JobFilter;
import dev.steward.job.port.Datasets;
import dev.steward.job.port.JobRepository;
import java.time.Clock;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes jobs in and shows them. */
public final class JobService {

    private final JobRepository jobs;
    private final Datasets datasets;
    private final JobChanges changes;
    private final Runnable wakeWorkers;
    private final Clock clock;

    public JobService(JobRepository jobs, Datasets datasets, JobChanges changes, Runnable wakeWorkers, Clock clock) {
        this.jobs = jobs;
        this.datasets = datasets;
        this.changes = changes;
        this.wakeWorkers = wakeWorkers;
        this.clock = clock;
    }

    public Mono<SubmitOutcome> submit(SubmitJob command) {
        return switch (command.task()) {
            case DatasetValidation validation ->
                isReadable(validation, command.projectId())
                        .flatMap(readable -> readable ? queue(command) : Mono.just(new SubmitOutcome.NoSuchDataset()));
        };
    }

    /** Empty when there is no such job. */
    public Mono<Job> find(String id) {
        return jobs.find(id);
    }

    public Flux<Job> list(JobFilter filter, long offset, int limit) {
        return jobs.list(filter, offset, limit);
    }

    public Mono<Long> count(JobFilter filter) {
        return jobs.count(filter);
    }

    private Mono<Boolean> isReadable(DatasetValidation validation, String projectId) {
        return validation.datasetPath().projectId().equals(projectId)
                ? datasets.locate(validation.datasetPath()).hasElement()
                : Mono.just(false);
    }

    private Mono<SubmitOutcome> queue(SubmitJob command) {
        return Mono.defer(() -> {
            var queued = Job.queue(
                    UuidV7.next(clock),
                    command.projectId(),
                    command.userId(),
                    command.task(),
                    command.correlationId(),
                    clock.instant());
            return changes.insert(queued).then(wakeAfterCommit()).thenReturn(new SubmitOutcome.Accepted(queued.job()));
        });
    }

    /** The insert may have joined a caller's transaction: before its commit a worker would find nothing. */
    private Mono<Void> wakeAfterCommit() {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(manager -> manager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public Mono<Void> afterCommit() {
                        return Mono.fromRunnable(wakeWorkers);
                    }
                }))
                .then()
                .onErrorResume(NoTransactionException.class, _ -> Mono.fromRunnable(wakeWorkers));
    }
}
