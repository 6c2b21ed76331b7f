package dev.steward.job.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.job.JobFailed;
import dev.steward.events.job.JobProgressed;
import dev.steward.events.job.JobQueued;
import dev.steward.events.job.JobSucceeded;
import dev.steward.events.job.JobTimedOut;
import dev.steward.events.job.JobUsageSampled;
import dev.steward.job.domain.JobTransition.Changed;
import dev.steward.job.domain.JobTransition.Refused;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobTest {

    @Test
    void beginsQueuedWithItsFirstEvent() {
        Changed queued = Given.queued();

        assertThat(queued.job().status()).isEqualTo(JobStatus.QUEUED);
        assertThat(queued.job().version()).isEqualTo(1);
        assertThat(queued.events())
                .containsExactly(new JobQueued(queued.job().id(), "apollo", "user-1", DatasetValidation.TYPE));
        assertThat(queued.sequenceOf(0)).isEqualTo(1);
    }

    @Test
    void movesForwardWhileRunning() {
        Job running = Given.running();

        Changed change = changed(running.progress(40));

        assertThat(change.job().progress()).isEqualTo(40);
        assertThat(change.job().version()).isEqualTo(running.version() + 1);
        assertThat(change.events()).containsExactly(new JobProgressed(running.id(), "apollo", 40));
    }

    @Test
    void endsWellWithItsLastUseBeforeItsEnd() {
        Job running = Given.running();

        Changed change = changed(running.succeed(Given.REPORT, Given.USAGE, Given.NOW));

        assertThat(change.job().status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(change.job().progress()).isEqualTo(100);
        assertThat(change.job().finishedAt()).isEqualTo(Given.NOW);
        assertThat(change.events())
                .extracting(Object::getClass)
                .containsExactly(JobUsageSampled.class, JobSucceeded.class);
        assertThat(change.events().getLast()).isEqualTo(new JobSucceeded(running.id(), "apollo", "pass"));
        assertThat(List.of(change.sequenceOf(0), change.sequenceOf(1)))
                .containsExactly(running.eventSequence() + 1, running.eventSequence() + 2);
        assertThat(change.job().eventSequence()).isEqualTo(running.eventSequence() + 2);
    }

    @Test
    void endsBadlyWithAReason() {
        Job running = Given.running();

        Changed change = changed(running.fail(JobFailure.memoryLimit(), Given.USAGE, Given.NOW));

        assertThat(change.job().status()).isEqualTo(JobStatus.FAILED);
        assertThat(change.job().failure()).isEqualTo(JobFailure.memoryLimit());
        assertThat(change.events().getLast()).isInstanceOf(JobFailed.class);
    }

    @Test
    void endsByTimeout() {
        Changed change = changed(Given.running().timeOut(Duration.ofMinutes(10), Given.USAGE, Given.NOW));

        assertThat(change.job().status()).isEqualTo(JobStatus.TIMED_OUT);
        assertThat(change.job().failure()).isNotNull();
        assertThat(change.events().getLast()).isInstanceOf(JobTimedOut.class);
    }

    @ParameterizedTest
    @EnumSource(names = "RUNNING", mode = EnumSource.Mode.EXCLUDE)
    void changesInNoOtherStatusThanRunning(JobStatus status) {
        Job job = Given.job(status);

        assertThat(Stream.of(
                        job.progress(50),
                        job.sampleUsage(Given.USAGE),
                        job.succeed(Given.REPORT, Given.USAGE, Given.NOW),
                        job.fail(JobFailure.memoryLimit(), Given.NOW),
                        job.fail(JobFailure.memoryLimit(), Given.USAGE, Given.NOW),
                        job.timeOut(Duration.ofMinutes(1), Given.USAGE, Given.NOW)))
                .allMatch(new Refused(status)::equals);
    }

    @Test
    void writesItsStatusInLowerCase() {
        assertThat(JobStatus.TIMED_OUT).hasToString("timed_out");
        assertThat(JobStatus.of("timed_out")).contains(JobStatus.TIMED_OUT);
        assertThat(JobStatus.of("TIMED_OUT")).isEmpty();
    }

    private static Changed changed(JobTransition transition) {
        assertThat(transition).isInstanceOf(Changed.class);
        return (Changed) transition;
    }
}
