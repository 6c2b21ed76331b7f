package dev.steward.job.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.job.domain.DatasetValidation;
import dev.steward.job.domain.Given;
import dev.steward.job.domain.Job;
import dev.steward.job.domain.JobFailure;
import dev.steward.job.domain.JobFilter;
import dev.steward.job.domain.JobLease;
import dev.steward.job.domain.JobStatus;
import dev.steward.job.domain.JobTransition;
import dev.steward.job.domain.JobTransition.Changed;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What every {@link JobRepository} does; each test begins without jobs. */
public abstract class JobRepositoryContract {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final JobFilter ANY = new JobFilter(null, null, null);

    protected abstract JobRepository jobs();

    @Test
    void findsWhatWasInserted() {
        Job job = insert("apollo", 0);

        assertThat(get(jobs().find(job.id()))).isEqualTo(job);
        assertThat(get(jobs().find(UUID.randomUUID().toString()))).isNull();
    }

    @Test
    void claimsTheOldestFirstAndEachOnce() {
        Job second = insert("apollo", 2);
        Job first = insert("apollo", 1);
        Job third = insert("apollo", 3);

        assertThat(claim(2, HOUR)).extracting(Job::id).containsExactlyInAnyOrder(first.id(), second.id());
        assertThat(claim(2, HOUR)).extracting(Job::id).containsExactly(third.id());
        assertThat(claim(2, HOUR)).isEmpty();
    }

    @Test
    void givesAClaimedJobANewAttemptAndEpoch() {
        Job queued = insert("apollo", 0);

        Job claimed = claim(1, HOUR).getFirst();

        assertThat(claimed.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(claimed.attempt()).isEqualTo(1);
        assertThat(claimed.epoch()).isEqualTo(queued.epoch() + 1);
        assertThat(claimed.version()).isEqualTo(queued.version() + 1);
        assertThat(claimed.eventSequence()).isEqualTo(queued.eventSequence() + 1);
        assertThat(claimed.startedAt()).isNotNull();
        assertThat(get(jobs().find(queued.id()))).isEqualTo(claimed);
    }

    @Test
    void neverGivesOneJobToTwo() {
        IntStream.range(0, 20).forEach(i -> insert("apollo", i));

        List<Job> claimed = Flux.range(0, 8)
                .flatMap(i -> jobs().claim("worker-" + i, HOUR, 5, 3), 8)
                .collectList()
                .block();

        assertThat(claimed).extracting(Job::id).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void givesAJobToAnotherOnlyWhenItsLeaseRanOut() {
        insert("apollo", 0);
        Job lost = claim(1, Duration.ZERO).getFirst();

        Job taken = claim(1, HOUR).getFirst();

        assertThat(taken.id()).isEqualTo(lost.id());
        assertThat(taken.epoch()).isEqualTo(lost.epoch() + 1);
        assertThat(taken.attempt()).isEqualTo(2);
        assertThat(claim(1, HOUR)).isEmpty();
    }

    @Test
    void fencesOffWhoeverLostItsLease() {
        insert("apollo", 0);
        Job lost = claim(1, Duration.ZERO).getFirst();
        Job taken = claim(1, HOUR).getFirst();

        assertThat(get(jobs().update(lost, progressed(lost)))).isFalse();
        assertThat(get(jobs().renew(List.of(JobLease.of(lost)), HOUR).collectList()))
                .isEmpty();
        jobs().release(List.of(JobLease.of(lost))).block();

        assertThat(get(jobs().find(taken.id()))).isEqualTo(taken);
        assertThat(claim(1, HOUR)).isEmpty();
    }

    @Test
    void claimsNothingWhoseAttemptsAreUsedUp() {
        insert("apollo", 0);
        Job lost = claim(1, Duration.ZERO).getFirst();

        assertThat(get(jobs().claim("worker", HOUR, 1, 1).collectList())).isEmpty();
        assertThat(get(jobs().exhausted(1).collectList())).containsExactly(lost);
        assertThat(get(jobs().exhausted(2).collectList())).isEmpty();
    }

    @Test
    void storesAChangeOfTheJobItWasMadeFor() {
        insert("apollo", 0);
        Job running = claim(1, HOUR).getFirst();
        Job succeeded = changed(running.succeed(Given.REPORT, Given.USAGE, Given.NOW));

        assertThat(get(jobs().update(running, succeeded))).isTrue();
        assertThat(get(jobs().find(running.id()))).usingRecursiveComparison().isEqualTo(succeeded);
    }

    @Test
    void storesWhyAJobEndedBadly() {
        insert("apollo", 0);
        Job running = claim(1, HOUR).getFirst();
        Job timedOut = changed(running.timeOut(Duration.ofMinutes(10), Given.USAGE, Given.NOW));

        assertThat(get(jobs().update(running, timedOut))).isTrue();
        assertThat(get(jobs().find(running.id()))).isEqualTo(timedOut);
    }

    @Test
    void refusesAChangeOfAnOlderVersion() {
        insert("apollo", 0);
        Job running = claim(1, HOUR).getFirst();
        Job progressed = progressed(running);
        get(jobs().update(running, progressed));

        assertThat(get(jobs().update(running, changed(running.fail(JobFailure.memoryLimit(), Given.NOW)))))
                .isFalse();
        assertThat(get(jobs().find(running.id()))).isEqualTo(progressed);
    }

    @ParameterizedTest
    @EnumSource
    void letsNothingLeaveATerminalStatus(JobStatus to) {
        for (JobStatus terminal : List.of(JobStatus.SUCCEEDED, JobStatus.FAILED, JobStatus.TIMED_OUT)) {
            insert("apollo", 0);
            Job running = claim(1, HOUR).getFirst();
            Job ended = ended(running, terminal);
            assertThat(get(jobs().update(running, ended))).isTrue();

            assertThat(get(jobs().update(ended, ended(ended, to)))).isFalse();
            assertThat(get(jobs().renew(List.of(JobLease.of(ended)), HOUR).collectList()))
                    .isEmpty();
            assertThat(claim(1, HOUR)).isEmpty();
            assertThat(get(jobs().find(ended.id()))).usingRecursiveComparison().isEqualTo(ended);
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheQueueByAClaimOnly(JobStatus to) {
        Job queued = insert("apollo", 0);

        assertThat(get(jobs().update(queued, ended(queued, to)))).isFalse();
        assertThat(get(jobs().find(queued.id()))).isEqualTo(queued);
    }

    @Test
    void neverPutsARunningJobBackIntoTheQueue() {
        insert("apollo", 0);
        Job running = claim(1, HOUR).getFirst();

        assertThat(get(jobs().update(running, ended(running, JobStatus.QUEUED))))
                .isFalse();
        assertThat(get(jobs().find(running.id()))).isEqualTo(running);
    }

    @Test
    void renewsALeaseEvenWhenItRanOut() {
        insert("apollo", 0);
        JobLease lease = JobLease.of(claim(1, Duration.ZERO).getFirst());

        assertThat(get(jobs().renew(List.of(lease), HOUR).collectList())).containsExactly(lease);
        assertThat(claim(1, HOUR)).isEmpty();
    }

    @Test
    void freesAReleasedJobAtOnce() {
        insert("apollo", 0);
        JobLease lease = JobLease.of(claim(1, HOUR).getFirst());

        jobs().release(List.of(lease)).block();

        assertThat(claim(1, HOUR)).hasSize(1);
    }

    @Test
    void freesAllThatOneOwnerHeld() {
        insert("apollo", 0);
        insert("apollo", 1);
        get(jobs().claim("dead", HOUR, 1, 3).collectList());
        get(jobs().claim("alive", HOUR, 1, 3).collectList());
        assertThat(get(jobs().owners().collectList())).containsExactlyInAnyOrder("dead", "alive");

        jobs().releaseAllOf("dead").block();

        assertThat(claim(5, HOUR)).hasSize(1);
    }

    @Test
    void listsTheNewestFirstByPageAndFilter() {
        Job old = insert("apollo", 0);
        Job middle = insert("gemini", 1);
        Job recent = insert("apollo", 2);
        Job running = claim(1, HOUR).getFirst();

        assertThat(ids(ANY, 0, 10)).containsExactly(recent.id(), middle.id(), old.id());
        assertThat(ids(ANY, 1, 1)).containsExactly(middle.id());
        assertThat(ids(new JobFilter(Set.of("apollo"), null, null), 0, 10)).containsExactly(recent.id(), old.id());
        assertThat(ids(new JobFilter(Set.of(), null, null), 0, 10)).isEmpty();
        assertThat(ids(new JobFilter(null, JobStatus.RUNNING, DatasetValidation.TYPE), 0, 10))
                .containsExactly(running.id());
        assertThat(ids(new JobFilter(null, null, "another"), 0, 10)).isEmpty();
        assertThat(get(jobs().count(ANY))).isEqualTo(3);
        assertThat(get(jobs().count(new JobFilter(Set.of("gemini"), null, null))))
                .isEqualTo(1);
    }

    private List<String> ids(JobFilter filter, long offset, int limit) {
        return get(jobs().list(filter, offset, limit).map(Job::id).collectList());
    }

    private Job insert(String projectId, int second) {
        Job job = Given.queued(projectId, Given.NOW.plusSeconds(second)).job();
        jobs().insert(job).block();
        return job;
    }

    private List<Job> claim(int limit, Duration lease) {
        return get(jobs().claim("worker", lease, limit, 3).collectList());
    }

    private static Job progressed(Job job) {
        return changed(job.progress(50));
    }

    /** A change the aggregate itself would never make. */
    private static Job ended(Job job, JobStatus to) {
        boolean terminal = to.terminal();
        return new Job(
                job.id(),
                job.projectId(),
                job.userId(),
                job.task(),
                to,
                job.progress(),
                job.attempt(),
                job.epoch(),
                to == JobStatus.SUCCEEDED ? Given.REPORT : null,
                terminal && to != JobStatus.SUCCEEDED ? JobFailure.memoryLimit() : null,
                job.correlationId(),
                job.createdAt(),
                job.startedAt(),
                terminal ? Given.NOW : null,
                job.version() + 1,
                job.eventSequence() + 1);
    }

    private static Job changed(JobTransition transition) {
        return ((Changed) transition).job();
    }

    private static <T> T get(Mono<T> mono) {
        return mono.block(Duration.ofSeconds(30));
    }
}
