package dev.steward.job.application;

import dev.steward.job.domain.Job;
import dev.steward.job.port.DatasetProfiler;
import dev.steward.job.port.Datasets;
import dev.steward.job.port.JobRepository;
import java.time.Clock;
import reactor.core.publisher.Mono;

/** Makes runs of claimed jobs. */
public record JobRuns(
        JobRepository jobs,
        JobChanges changes,
        Datasets datasets,
        DatasetProfiler profiler,
        WorkerSettings settings,
        Clock clock) {

    /** Completes when the attempt has ended, in whatever way; cancelling stops the work and leaves the lease. */
    Mono<Void> run(Job claimed) {
        return Mono.defer(() -> new JobRun(this, claimed).run());
    }
}
