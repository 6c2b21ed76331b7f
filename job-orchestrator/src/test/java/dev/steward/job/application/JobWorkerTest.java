package dev.steward.job.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.job.domain.Given;
import dev.steward.job.domain.Job;
import dev.steward.job.domain.JobFilter;
import dev.steward.job.domain.JobStatus;
import dev.steward.job.port.ProfileSignal.Answer;
import dev.steward.job.port.ProfileSignal.Ended;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobWorkerTest {

    private static final Ended DONE = new Ended(new Answer.Profiled(Given.PROFILE), Given.USAGE);

    private final Orchestra orchestra = new Orchestra();
    private JobWorker worker = orchestra.worker("alive", Orchestra.settings());

    @AfterEach
    void stop() {
        worker.stop().block(Orchestra.DEADLINE);
    }

    @Test
    void runsWhatIsQueued() {
        Job job = orchestra.submit();
        worker.start();
        awaitStarted(1);

        orchestra.profiler.emit(0, DONE);

        awaitStatus(job, JobStatus.SUCCEEDED);
    }

    @Test
    void runsNoMoreAtOnceThanItMay() {
        Job first = orchestra.submit();
        orchestra.submit();
        orchestra.submit();
        worker.start();
        awaitStarted(2);
        assertThat(orchestra
                        .jobs
                        .count(new JobFilter(null, JobStatus.QUEUED, null))
                        .block())
                .isEqualTo(1);

        orchestra.profiler.emit(0, DONE);

        awaitStarted(3);
    }

    @Test
    void takesOverAtOnceWhatADeadProcessHeld() {
        Job job = orchestra.submit();
        orchestra.changes.claim("dead", Duration.ofHours(1), 1, 3).block();

        worker.start();

        awaitStarted(1);
        assertThat(orchestra.stored(job).attempt()).isEqualTo(2);
    }

    @Test
    void leavesAloneWhatALivingProcessHolds() {
        Job job = orchestra.submit();
        orchestra.changes.claim("another", Duration.ofHours(1), 1, 3).block();
        orchestra.submit();

        worker.start();

        awaitStarted(1);
        assertThat(orchestra.stored(job).attempt()).isEqualTo(1);
    }

    @Test
    void keepsALeaseAliveForAsLongAsTheJobRuns() {
        worker = orchestra.worker("alive", Orchestra.settings(1, Duration.ofMillis(600), 3, Duration.ofSeconds(1)));
        Job job = orchestra.submit();
        worker.start();
        awaitStarted(1);

        await().atMost(Orchestra.DEADLINE).until(() -> orchestra.jobs.renewals() >= 5);

        assertThat(orchestra
                        .jobs
                        .claim("other", Duration.ofHours(1), 1, 3)
                        .collectList()
                        .block())
                .isEmpty();
        assertThat(orchestra.stored(job).attempt()).isEqualTo(1);
    }

    @Test
    void endsTheWorkWhoseLeaseWentToAnother() {
        worker = orchestra.worker("alive", Orchestra.settings(1, Duration.ofMillis(300), 3, Duration.ofSeconds(1)));
        Job job = orchestra.submit();
        worker.start();
        awaitStarted(1);

        await().atMost(Orchestra.DEADLINE).until(() -> {
            orchestra.jobs.releaseAllOf("alive").block();
            return !orchestra
                    .changes
                    .claim("other", Duration.ofHours(1), 1, 3)
                    .block()
                    .isEmpty();
        });

        await().atMost(Orchestra.DEADLINE).until(() -> !orchestra.profiler.cancelled.isEmpty());
        assertThat(orchestra.stored(job).epoch()).isEqualTo(2);
    }

    @Test
    void givesUpAJobThatLosesItsWorkerEveryTime() {
        worker = orchestra.worker("alive", Orchestra.settings(1, Duration.ofMinutes(1), 2, Duration.ofSeconds(1)));
        Job job = orchestra.submit();
        worker.start();

        for (int attempt = 0; attempt < 2; attempt++) {
            awaitStarted(attempt + 1);
            orchestra.profiler.emit(attempt, new Ended(new Answer.Lost(), Given.USAGE));
        }

        awaitStatus(job, JobStatus.FAILED);
        assertThat(orchestra.stored(job).failure().reason()).isEqualTo("worker-lost");
        assertThat(orchestra.outbox.appended().getLast()).contains("JobFailed trace-1");
    }

    @Test
    void waitsForRunningJobsWhenItStops() {
        Job job = orchestra.submit();
        worker.start();
        awaitStarted(1);

        var stopped = worker.stop().toFuture();
        orchestra.profiler.emit(0, DONE);
        stopped.join();

        assertThat(orchestra.stored(job).status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(orchestra.profiler.cancelled).isEmpty();
    }

    @Test
    void handsBackWhatDoesNotFinishInTime() {
        worker = orchestra.worker("alive", Orchestra.settings(1, Duration.ofHours(1), 3, Duration.ofMillis(100)));
        Job job = orchestra.submit();
        worker.start();
        awaitStarted(1);

        worker.stop().block(Orchestra.DEADLINE);

        assertThat(orchestra.profiler.cancelled).hasSize(1);
        assertThat(orchestra.claim().id()).isEqualTo(job.id());
    }

    @Test
    void takesNothingNewWhileItStops() {
        worker.start();
        worker.stop().block(Orchestra.DEADLINE);

        Job job = orchestra.submit();
        worker.wake();

        assertThat(orchestra.stored(job).status()).isEqualTo(JobStatus.QUEUED);
    }

    private void awaitStarted(int attempts) {
        await().atMost(Orchestra.DEADLINE).until(() -> orchestra.profiler.started() == attempts);
    }

    private void awaitStatus(Job job, JobStatus status) {
        await().atMost(Orchestra.DEADLINE).until(() -> orchestra.stored(job).status() == status);
    }
}
