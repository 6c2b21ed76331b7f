package dev.steward.job.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.job.application.SubmitOutcome.Accepted;
import dev.steward.job.application.SubmitOutcome.NoSuchDataset;
import dev.steward.job.domain.DatasetPath;
import dev.steward.job.domain.DatasetValidation;
import dev.steward.job.domain.Given;
import dev.steward.job.domain.JobFilter;
import dev.steward.job.domain.JobStatus;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class JobServiceTest {

    private final Orchestra orchestra = new Orchestra();
    private final AtomicInteger wakeups = new AtomicInteger();
    private final JobService service = new JobService(
            orchestra.jobs, orchestra.datasets, orchestra.changes, wakeups::incrementAndGet, Given.CLOCK);

    @Test
    void queuesAJobAndWakesTheWorkers() {
        assertThat(submit("apollo", Given.PATH)).isInstanceOfSatisfying(Accepted.class, accepted -> {
            assertThat(accepted.job().status()).isEqualTo(JobStatus.QUEUED);
            assertThat(orchestra.stored(accepted.job())).isEqualTo(accepted.job());
        });
        assertThat(orchestra.outbox.appended()).containsExactly("1 JobQueued trace-9");
        assertThat(wakeups).hasValue(1);
    }

    @Test
    void refusesAPathThatNamesNoUploadedFile() {
        assertThat(submit("apollo", new DatasetPath("apollo", "other.csv"))).isInstanceOf(NoSuchDataset.class);
        assertNothingHappened();
    }

    @Test
    void refusesTheDatasetOfAnotherProject() {
        DatasetPath other = new DatasetPath("gemini", "secret.csv");
        orchestra.datasets.store(other, Flux.just(ByteBuffer.allocate(1))).block();

        assertThat(submit("apollo", other)).isInstanceOf(NoSuchDataset.class);
        assertNothingHappened();
    }

    private SubmitOutcome submit(String projectId, DatasetPath path) {
        DatasetValidation task = new DatasetValidation(path, Map.of());
        return service.submit(new SubmitJob(projectId, "user-1", task, "trace-9"))
                .block();
    }

    private void assertNothingHappened() {
        assertThat(service.count(new JobFilter(null, null, null)).block()).isZero();
        assertThat(orchestra.outbox.appended()).isEmpty();
        assertThat(wakeups).hasValue(0);
    }
}
