package dev.steward.job.application;

import dev.steward.events.job.JobStarted;
import dev.steward.job.domain.Job;
import dev.steward.job.domain.JobFailure;
import dev.steward.job.domain.JobTransition.Changed;
import dev.steward.job.port.JobRepository;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** Every change of a job, in one transaction with the events that tell of it. */
public final class JobChanges {

    private static final String AGGREGATE = "job";

    private final JobRepository jobs;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Function<String, ContextView> correlation;
    private final Clock clock;

    /** {@code correlation} turns a correlation id into what the Reactor context has to hold of it. */
    public JobChanges(
            JobRepository jobs,
            Outbox outbox,
            TransactionalOperator transaction,
            Function<String, ContextView> correlation,
            Clock clock) {
        this.jobs = jobs;
        this.outbox = outbox;
        this.transaction = transaction;
        this.correlation = correlation;
        this.clock = clock;
    }

    Mono<Void> insert(Changed queued) {
        return jobs.insert(queued.job()).then(tell(queued)).as(transaction::transactional);
    }

    /** False when the job was no longer as it is in {@code from}. */
    Mono<Boolean> update(Job from, Changed change) {
        return jobs.update(from, change.job())
                .flatMap(updated -> updated ? tell(change).thenReturn(true) : Mono.just(false))
                .as(transaction::transactional);
    }

    Mono<List<Job>> claim(String owner, Duration lease, int limit, int maxAttempts) {
        return jobs.claim(owner, lease, limit, maxAttempts)
                .collectList()
                .flatMap(claimed -> Flux.fromIterable(claimed)
                        .concatMap(job -> tell(new Changed(job, List.of(started(job)))))
                        .then(Mono.just(claimed)))
                .as(transaction::transactional);
    }

    /** Fails the jobs whose worker was lost once too often. */
    Mono<Void> giveUpExhausted(int maxAttempts) {
        return jobs.exhausted(maxAttempts)
                .collectList()
                .flatMapIterable(lost -> lost)
                .concatMap(this::giveUp)
                .then()
                .as(transaction::transactional);
    }

    private Mono<Boolean> giveUp(Job job) {
        return job.fail(JobFailure.workerLost(job.attempt()), clock.instant()) instanceof Changed change
                ? update(job, change)
                : Mono.just(false);
    }

    private Mono<Void> tell(Changed change) {
        Job job = change.job();
        List<OutboxEvent> events = IntStream.range(0, change.events().size())
                .mapToObj(i -> new OutboxEvent(
                        AGGREGATE,
                        job.id(),
                        change.sequenceOf(i),
                        job.projectId(),
                        change.events().get(i)))
                .toList();
        return outbox.append(events).contextWrite(correlation.apply(job.correlationId()));
    }

    private static JobStarted started(Job job) {
        return new JobStarted(job.id(), job.projectId(), job.attempt());
    }
}
