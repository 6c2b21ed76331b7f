package dev.steward.job.application;

import dev.steward.job.domain.Given;
import dev.steward.job.domain.Job;
import dev.steward.job.domain.JobLease;
import dev.steward.job.domain.ValueRange;
import dev.steward.job.port.DatasetProfiler;
import dev.steward.job.port.FakeDatasets;
import dev.steward.job.port.FakeJobRepository;
import dev.steward.job.port.ProfileSignal;
import dev.steward.job.port.Workers;
import dev.steward.kit.testing.NoTransaction;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

/** The application on fakes. */
final class Orchestra {

    static final Duration DEADLINE = Duration.ofSeconds(30);

    final FakeJobRepository jobs = new FakeJobRepository();
    final FakeDatasets datasets = new FakeDatasets();
    final RecordingOutbox outbox = new RecordingOutbox();
    final FakeProfiler profiler = new FakeProfiler();
    final JobChanges changes = new JobChanges(
            jobs, outbox, new NoTransaction(), id -> Context.of(RecordingOutbox.CORRELATION, id), Given.CLOCK);

    Orchestra() {
        datasets.store(Given.PATH, Flux.just(ByteBuffer.allocate(8))).block();
    }

    static WorkerSettings settings(int parallelism, Duration lease, int maxAttempts, Duration drain) {
        return new WorkerSettings(parallelism, lease, Duration.ofMillis(20), Duration.ofSeconds(1), maxAttempts, drain);
    }

    static WorkerSettings settings() {
        return settings(2, Duration.ofMinutes(1), 3, Duration.ofSeconds(1));
    }

    JobWorker worker(String name, WorkerSettings settings) {
        return new JobWorker(jobs, changes, runs(settings, Given.CLOCK), new NamedWorker(name), settings);
    }

    JobRuns runs(WorkerSettings settings, Clock clock) {
        return new JobRuns(jobs, changes, datasets, profiler, settings, clock);
    }

    Job submit() {
        var queued = Given.queued();
        changes.insert(queued).block();
        return queued.job();
    }

    Job claim() {
        return changes.claim("worker", Duration.ofMinutes(1), 1, 3).block().getFirst();
    }

    Job stored(Job job) {
        return jobs.find(job.id()).block();
    }

    /** Lets the test say what is heard of each attempt; a cancelled one is remembered. */
    static final class FakeProfiler implements DatasetProfiler {

        final List<JobLease> cancelled = new ArrayList<>();
        final List<Attempt> attempts = new ArrayList<>();

        record Attempt(JobLease lease, Sinks.Many<ProfileSignal> signals) {}

        @Override
        public synchronized Flux<ProfileSignal> profile(JobLease lease, Path file, Map<String, ValueRange> ranges) {
            Sinks.Many<ProfileSignal> signals = Sinks.many().unicast().onBackpressureBuffer();
            attempts.add(new Attempt(lease, signals));
            return signals.asFlux().doOnCancel(() -> cancelled.add(lease));
        }

        synchronized int started() {
            return attempts.size();
        }

        synchronized void emit(int attempt, ProfileSignal signal) {
            attempts.get(attempt).signals().tryEmitNext(signal).orThrow();
            if (signal instanceof ProfileSignal.Ended) {
                attempts.get(attempt).signals().tryEmitComplete();
            }
        }
    }

    /** Knows that a worker called dead is. */
    record NamedWorker(String self) implements Workers {

        @Override
        public boolean ended(String worker) {
            return worker.equals("dead");
        }
    }
}
