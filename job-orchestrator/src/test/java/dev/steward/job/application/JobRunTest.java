package dev.steward.job.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.job.domain.Given;
import dev.steward.job.domain.Job;
import dev.steward.job.domain.JobFailure;
import dev.steward.job.domain.JobStatus;
import dev.steward.job.domain.ValidationReport;
import dev.steward.job.domain.Verdict;
import dev.steward.job.port.ProfileSignal.Answer;
import dev.steward.job.port.ProfileSignal.Ended;
import dev.steward.job.port.ProfileSignal.Progressed;
import dev.steward.job.port.ProfileSignal.Used;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

class JobRunTest {

    private final Orchestra orchestra = new Orchestra();
    private final AtomicReference<Instant> now = new AtomicReference<>(Given.NOW);
    private Job job;

    @BeforeEach
    void claimAJob() {
        orchestra.submit();
        job = orchestra.claim();
    }

    @Test
    void tellsTheWholeStoryInOrderUnderTheJobsCorrelationId() {
        run();
        orchestra.profiler.emit(0, new Progressed(40));
        orchestra.profiler.emit(0, new Used(Given.USAGE));
        orchestra.profiler.emit(0, new Ended(new Answer.Profiled(Given.PROFILE), Given.USAGE));

        assertThat(orchestra.outbox.appended())
                .containsExactly(
                        "1 JobQueued trace-1",
                        "2 JobStarted trace-1",
                        "3 JobProgressed trace-1",
                        "4 JobUsageSampled trace-1",
                        "5 JobUsageSampled trace-1",
                        "6 JobSucceeded trace-1");
        assertThat(stored().status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(stored().progress()).isEqualTo(100);
        assertThat(stored().result()).isEqualTo(ValidationReport.of(Given.PROFILE, Given.TASK.ranges()));
    }

    @Test
    void storesProgressAtMostOncePerInterval() {
        run();
        orchestra.profiler.emit(0, new Progressed(10));
        orchestra.profiler.emit(0, new Progressed(20));
        assertThat(stored().progress()).isEqualTo(10);

        now.set(Given.NOW.plusSeconds(1));
        orchestra.profiler.emit(0, new Progressed(30));

        assertThat(stored().progress()).isEqualTo(30);
    }

    @Test
    void succeedsWithTheVerdictFailOnAnUnreadableFile() {
        run();
        orchestra.profiler.emit(0, new Ended(new Answer.Unreadable("Line 2: …"), Given.USAGE));

        assertThat(stored().status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(stored().result().verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void failsAtALimit() {
        run();
        orchestra.profiler.emit(0, new Ended(new Answer.Failed(JobFailure.memoryLimit()), Given.USAGE));

        assertThat(stored().status()).isEqualTo(JobStatus.FAILED);
        assertThat(stored().failure()).isEqualTo(JobFailure.memoryLimit());
    }

    @Test
    void timesOut() {
        run();
        orchestra.profiler.emit(0, new Ended(new Answer.TimedOut(Duration.ofMinutes(10)), Given.USAGE));

        assertThat(stored().status()).isEqualTo(JobStatus.TIMED_OUT);
        assertThat(orchestra.outbox.appended().getLast()).isEqualTo("4 JobTimedOut trace-1");
    }

    @Test
    void failsWhenTheDatasetIsGoneByNow() {
        orchestra.datasets.remove(Given.PATH);

        run();

        assertThat(stored().status()).isEqualTo(JobStatus.FAILED);
        assertThat(stored().failure().reason()).isEqualTo("dataset-missing");
        assertThat(orchestra.profiler.started()).isZero();
    }

    @Test
    void handsTheJobBackWhenItsProcessIsLost() {
        run();
        orchestra.profiler.emit(0, new Ended(new Answer.Lost(), Given.USAGE));

        assertThat(stored().status()).isEqualTo(JobStatus.RUNNING);
        assertThat(orchestra.claim().attempt()).isEqualTo(2);
    }

    @Test
    void stopsTheWorkAndWritesNothingOnceTheLeaseIsLost() {
        run();
        orchestra.jobs.releaseAllOf("worker").block();
        Job taken = orchestra.claim();
        int told = orchestra.outbox.appended().size();

        orchestra.profiler.emit(0, new Progressed(40));

        assertThat(orchestra.profiler.cancelled).hasSize(1);
        assertThat(stored()).isEqualTo(taken);
        assertThat(orchestra.outbox.appended()).hasSize(told);
    }

    private Disposable run() {
        InstantSource source = now::get;
        Clock clock = source.withZone(ZoneOffset.UTC);
        return orchestra.runs(Orchestra.settings(), clock).run(job).subscribe();
    }

    private Job stored() {
        return orchestra.stored(job);
    }
}
