package dev.steward.job.port;

import dev.steward.job.domain.Job;
import dev.steward.job.domain.JobFilter;
import dev.steward.job.domain.JobLease;
import java.time.Duration;
import java.util.Collection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where jobs are kept. Lease times are the store's own, so that the clocks of workers do not matter. */
public interface JobRepository {

    Mono<Void> insert(Job job);

    /** Empty when there is no such job. */
    Mono<Job> find(String id);

    /** Newest first. */
    Flux<Job> list(JobFilter filter, long offset, int limit);

    Mono<Long> count(JobFilter filter);

    /**
     * Gives the caller a lease on up to {@code limit} jobs, oldest first: queued ones, and running ones whose lease ran
     * out before {@code maxAttempts} were made. Each comes back running, one attempt, epoch, version and event sequence
     * further. No two callers get the same job.
     */
    Flux<Job> claim(String owner, Duration lease, int limit, int maxAttempts);

    /** Running jobs whose lease ran out in their last attempt, locked until the transaction ends. */
    Flux<Job> exhausted(int maxAttempts);

    /** Compare and set: false, and nothing written, unless the stored job still is {@code from} and is running. */
    Mono<Boolean> update(Job from, Job to);

    /** Extends the leases that are still the caller's, run out or not, and returns those. */
    Flux<JobLease> renew(Collection<JobLease> leases, Duration lease);

    /** Lets the leases that are still the caller's run out now. */
    Mono<Void> release(Collection<JobLease> leases);

    /** Who holds leases. */
    Flux<String> owners();

    /** Lets every lease of an owner run out now. */
    Mono<Void> releaseAllOf(String owner);
}
