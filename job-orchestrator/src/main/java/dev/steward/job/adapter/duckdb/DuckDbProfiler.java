package dev.steward.job.adapter.duckdb;

import dev.steward.job.domain.JobLease;
import dev.steward.job.domain.ValueRange;
import dev.steward.job.port.DatasetProfiler;
import dev.steward.job.port.ProfileSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/** Profiles in a child JVM, because native code that reads strangers' files may fail in any way. */
public final class DuckDbProfiler implements DatasetProfiler {

    private final ProfileLimits limits;
    private final Clock clock;

    public DuckDbProfiler(ProfileLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public Flux<ProfileSignal> profile(JobLease attempt, Path file, Map<String, ValueRange> ranges) {
        return Flux.create(sink -> {
            Thread watcher = Thread.ofVirtual()
                    .name("profile-" + attempt.jobId())
                    .start(() -> watch(sink, attempt, file, ranges));
            sink.onCancel(watcher::interrupt);
        });
    }

    private void watch(FluxSink<ProfileSignal> sink, JobLease attempt, Path file, Map<String, ValueRange> ranges) {
        try {
            new ProfileAttempt(limits, clock, sink).run(attempt, file, ranges);
        } catch (IOException | RuntimeException e) {
            sink.error(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
