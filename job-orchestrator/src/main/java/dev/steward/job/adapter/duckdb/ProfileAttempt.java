package dev.steward.job.adapter.duckdb;

import dev.steward.job.domain.JobFailure;
import dev.steward.job.domain.JobLease;
import dev.steward.job.domain.ValueRange;
import dev.steward.job.port.ProfileSignal;
import dev.steward.job.port.ProfileSignal.Answer;
import dev.steward.job.port.ProfileSignal.Ended;
import dev.steward.job.port.ProfileSignal.Progressed;
import dev.steward.job.port.ProfileSignal.Used;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.FluxSink;

/** Watches one child: passes its progress on, measures it, and ends it when it is over a limit or no longer wanted. */
final class ProfileAttempt {

    private static final System.Logger LOG = System.getLogger(ProfileAttempt.class.getName());
    private static final long SAMPLE_MILLIS = 250;

    private final ProfileLimits limits;
    private final Clock clock;
    private final FluxSink<ProfileSignal> sink;

    ProfileAttempt(ProfileLimits limits, Clock clock, FluxSink<ProfileSignal> sink) {
        this.limits = limits;
        this.clock = clock;
        this.sink = sink;
    }

    /** Blocks until the child is gone; an interrupt ends it at once. */
    void run(JobLease attempt, Path file, Map<String, ValueRange> ranges) throws IOException, InterruptedException {
        Ended end;
        try (Scratch scratch = Scratch.create(limits.scratch(), attempt);
                ProfileProcess child = ProfileProcess.start(limits, scratch.folder())) {
            UsageMeter meter = new UsageMeter(child.handle(), clock);
            Answer answer = watch(child, child.ask(request(file, ranges, scratch), this::progressed), meter);
            meter.sample();
            end = new Ended(answer, meter.take());
            if (answer instanceof Answer.Lost) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "job " + attempt.jobId() + " lost its process: " + child.lastErrors());
            }
        }
        // Told only when nothing of the attempt is left, so that the next job finds the memory free.
        sink.next(end);
        sink.complete();
    }

    private void progressed(int percent) {
        sink.next(new Progressed(percent));
    }

    private Answer watch(ProfileProcess child, CompletableFuture<@Nullable ProfileLine> lines, UsageMeter meter)
            throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            try {
                return answer(lines.get(SAMPLE_MILLIS, TimeUnit.MILLISECONDS));
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            } catch (TimeoutException _) {
                meter.sample();
            }
            Answer over = overLimit(meter, System.nanoTime() - start);
            if (over != null) {
                child.kill();
                return over;
            }
            if (meter.window().compareTo(limits.usageWindow()) >= 0) {
                sink.next(new Used(meter.take()));
            }
        }
    }

    private @Nullable Answer overLimit(UsageMeter meter, long nanos) {
        if (meter.residentBytes() > limits.resident().toBytes()) {
            return new Answer.Failed(JobFailure.memoryLimit());
        }
        return Duration.ofNanos(nanos).compareTo(limits.timeout()) > 0 ? new Answer.TimedOut(limits.timeout()) : null;
    }

    private static Answer answer(@Nullable ProfileLine line) {
        if (line == null) {
            return new Answer.Lost();
        }
        if (line.profile() != null) {
            return new Answer.Profiled(line.profile());
        }
        return line.failure() == null
                ? new Answer.Unreadable(String.valueOf(line.unreadable()))
                : new Answer.Failed(line.failure());
    }

    private ProfileRequest request(Path file, Map<String, ValueRange> ranges, Scratch scratch) throws IOException {
        return new ProfileRequest(
                file.toString(),
                FileFormat.of(file),
                ranges,
                limits.memory().toBytes(),
                limits.threads(),
                scratch.folder().toString(),
                limits.spill().toBytes());
    }
}
