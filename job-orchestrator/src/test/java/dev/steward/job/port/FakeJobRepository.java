package dev.steward.job.port;

import dev.steward.job.domain.Given;
import dev.steward.job.domain.Job;
import dev.steward.job.domain.JobFilter;
import dev.steward.job.domain.JobLease;
import dev.steward.job.domain.JobStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps jobs in a map, one call at a time. */
public final class FakeJobRepository implements JobRepository {

    private static final Comparator<Job> OLDEST_FIRST =
            Comparator.comparing(Job::createdAt).thenComparing(Job::id);

    private record Lease(String owner, long until) {}

    private final Map<String, Job> jobs = new HashMap<>();
    private final Map<String, Lease> leases = new ConcurrentHashMap<>();
    private final AtomicInteger renewals = new AtomicInteger();

    @Override
    public Mono<Void> insert(Job job) {
        return Mono.fromRunnable(() -> put(job));
    }

    @Override
    public Mono<Job> find(String id) {
        return Mono.fromSupplier(() -> get(id));
    }

    @Override
    public Flux<Job> list(JobFilter filter, long offset, int limit) {
        return flux(() -> matching(filter::matches)
                .sorted(OLDEST_FIRST.reversed())
                .skip(offset)
                .limit(limit)
                .toList());
    }

    @Override
    public Mono<Long> count(JobFilter filter) {
        return Mono.fromSupplier(() -> matching(filter::matches).count());
    }

    @Override
    public Flux<Job> claim(String owner, Duration lease, int limit, int maxAttempts) {
        return flux(() -> matching(job -> claimable(job, maxAttempts))
                .sorted(OLDEST_FIRST)
                .limit(limit)
                .map(job -> claimed(job, owner, lease))
                .toList());
    }

    @Override
    public Flux<Job> exhausted(int maxAttempts) {
        return flux(() ->
                matching(job -> expired(job) && job.attempt() >= maxAttempts).toList());
    }

    @Override
    public Mono<Boolean> update(Job from, Job to) {
        return Mono.fromSupplier(() -> {
            synchronized (jobs) {
                Job stored = jobs.get(from.id());
                boolean same = stored.version() == from.version() && stored.epoch() == from.epoch();
                if (!same || stored.status() != JobStatus.RUNNING || to.status() == JobStatus.QUEUED) {
                    return false;
                }
                jobs.put(to.id(), to);
                if (to.status() != JobStatus.RUNNING) {
                    leases.remove(to.id());
                }
                return true;
            }
        });
    }

    /** How often a lease was extended. */
    public int renewals() {
        return renewals.get();
    }

    @Override
    public Flux<JobLease> renew(Collection<JobLease> held, Duration lease) {
        renewals.incrementAndGet();
        return flux(() -> held.stream()
                .filter(this::current)
                .peek(one -> extend(one, lease))
                .toList());
    }

    @Override
    public Mono<Void> release(Collection<JobLease> held) {
        return Mono.fromRunnable(() -> held.stream().filter(this::current).forEach(one -> extend(one, Duration.ZERO)));
    }

    @Override
    public Flux<String> owners() {
        return flux(() -> leases.values().stream().map(Lease::owner).distinct().toList());
    }

    @Override
    public Mono<Void> releaseAllOf(String owner) {
        return Mono.fromRunnable(() -> leases.replaceAll(
                (_, lease) -> lease.owner().equals(owner) ? new Lease(owner, System.nanoTime()) : lease));
    }

    private void put(Job job) {
        synchronized (jobs) {
            jobs.put(job.id(), job);
        }
    }

    private Job get(String id) {
        synchronized (jobs) {
            return jobs.get(id);
        }
    }

    private Stream<Job> matching(Predicate<Job> wanted) {
        synchronized (jobs) {
            return List.copyOf(jobs.values()).stream().filter(wanted);
        }
    }

    private boolean claimable(Job job, int maxAttempts) {
        return job.status() == JobStatus.QUEUED || (expired(job) && job.attempt() < maxAttempts);
    }

    private boolean expired(Job job) {
        return job.status() == JobStatus.RUNNING && leases.get(job.id()).until() - System.nanoTime() < 0;
    }

    private boolean current(JobLease lease) {
        Job job = get(lease.jobId());
        return job != null && job.epoch() == lease.epoch() && job.status() == JobStatus.RUNNING;
    }

    private void extend(JobLease lease, Duration by) {
        leases.computeIfPresent(lease.jobId(), (_, old) -> new Lease(old.owner(), System.nanoTime() + by.toNanos()));
    }

    private Job claimed(Job job, String owner, Duration lease) {
        Job claimed = new Job(
                job.id(),
                job.projectId(),
                job.userId(),
                job.task(),
                JobStatus.RUNNING,
                0,
                job.attempt() + 1,
                job.epoch() + 1,
                null,
                null,
                job.correlationId(),
                job.createdAt(),
                job.startedAt() == null ? Given.NOW : job.startedAt(),
                null,
                job.version() + 1,
                job.eventSequence() + 1);
        put(claimed);
        leases.put(job.id(), new Lease(owner, System.nanoTime() + lease.toNanos()));
        return claimed;
    }

    private <T> Flux<T> flux(Supplier<List<T>> work) {
        return Flux.defer(() -> {
            synchronized (jobs) {
                return Flux.fromIterable(work.get());
            }
        });
    }
}
