package dev.steward.job.application;

import dev.steward.job.domain.Job;
import dev.steward.job.domain.JobLease;
import dev.steward.job.port.JobRepository;
import dev.steward.job.port.Workers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Claims jobs and runs them, as many at once as the settings allow. Woken by {@link #wake} after a commit, by the end of
 * a run, and by a poll that finds what another instance queued or lost. Safe for concurrent use.
 */
public final class JobWorker {

    private static final System.Logger LOG = System.getLogger(JobWorker.class.getName());
    private static final Duration DRAIN_CHECK = Duration.ofMillis(50);

    private final JobRepository jobs;
    private final JobChanges changes;
    private final JobRuns runs;
    private final Workers workers;
    private final WorkerSettings settings;
    private final Map<JobLease, Disposable> running = new ConcurrentHashMap<>();
    private final Sinks.Many<Long> wakeups = Sinks.many().multicast().directBestEffort();
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile @Nullable Disposable claiming;
    private volatile @Nullable Disposable renewing;

    public JobWorker(JobRepository jobs, JobChanges changes, JobRuns runs, Workers workers, WorkerSettings settings) {
        this.jobs = jobs;
        this.changes = changes;
        this.runs = runs;
        this.workers = workers;
        this.settings = settings;
    }

    public void start() {
        claiming = takeOverFromTheDead()
                .thenMany(Flux.merge(wakeups.asFlux(), Flux.interval(Duration.ZERO, settings.poll())))
                .onBackpressureLatest()
                .concatMap(_ -> claim(), 1)
                .subscribe();
        renewing = Flux.interval(settings.renewal())
                .onBackpressureDrop()
                .concatMap(_ -> renew(), 1)
                .subscribe();
    }

    /** Looks for work now rather than at the next poll; may be called from any thread. */
    public void wake() {
        wakeups.emitNext(0L, Sinks.EmitFailureHandler.busyLooping(Duration.ofMillis(10)));
    }

    /** Takes no more work, waits a while for what is running, and hands back the rest. */
    public Mono<Void> stop() {
        return Mono.fromRunnable(() -> dispose(claiming))
                .thenMany(Flux.interval(Duration.ZERO, DRAIN_CHECK).takeUntil(_ -> running.isEmpty()))
                .take(settings.drain())
                .then(Mono.defer(this::handBack))
                .doFinally(_ -> dispose(renewing));
    }

    /** Frees what processes held that are known to have ended, this one's predecessor above all. */
    private Mono<Void> takeOverFromTheDead() {
        return jobs.owners()
                .filter(workers::ended)
                .concatMap(jobs::releaseAllOf)
                .then()
                .onErrorResume(error -> logged("looking for leases of ended processes failed", error));
    }

    private Mono<Void> claim() {
        return Mono.defer(() -> {
                    int free = settings.parallelism() - running.size();
                    return free <= 0
                            ? Mono.<List<Job>>empty()
                            : changes.giveUpExhausted(settings.maxAttempts())
                                    .then(changes.claim(
                                            workers.self(), settings.lease(), free, settings.maxAttempts()));
                })
                .doOnNext(claimed -> {
                    failing.set(false);
                    claimed.forEach(this::run);
                })
                .then()
                .onErrorResume(error -> logged("claiming jobs failed", error));
    }

    private void run(Job job) {
        JobLease lease = JobLease.of(job);
        Disposable.Swap run = Disposables.swap();
        running.put(lease, run);
        run.update(runs.run(job)
                .doFinally(_ -> {
                    running.remove(lease);
                    wake();
                })
                .subscribe());
    }

    private Mono<Void> renew() {
        return Mono.defer(() -> {
                    Set<JobLease> lost = new HashSet<>(running.keySet());
                    return lost.isEmpty()
                            ? Mono.<Void>empty()
                            : jobs.renew(lost, settings.lease())
                                    .collectList()
                                    .doOnNext(held -> {
                                        lost.removeAll(Set.copyOf(held));
                                        lost.forEach(lease -> dispose(running.get(lease)));
                                    })
                                    .then();
                })
                .onErrorResume(error -> logged("renewing leases failed", error));
    }

    private Mono<Void> handBack() {
        running.values().forEach(Disposable::dispose);
        return jobs.releaseAllOf(workers.self()).onErrorResume(error -> logged("handing back jobs failed", error));
    }

    private static void dispose(@Nullable Disposable disposable) {
        if (disposable != null) {
            disposable.dispose();
        }
    }

    /** An outage is worth one line, not one with each poll. */
    private Mono<Void> logged(String what, Throwable error) {
        System.Logger.Level level = failing.getAndSet(true) ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING;
        LOG.log(level, what + ", trying again: " + error);
        return Mono.empty();
    }
}
