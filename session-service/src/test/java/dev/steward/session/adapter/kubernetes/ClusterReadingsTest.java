package dev.steward.session.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steward.session.domain.UsageReading;
import dev.steward.session.port.Observation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read of sessions that run: what they use, and what they print. */
class ClusterReadingsTest extends ClusterFixture {

    @BeforeEach
    void launch() {
        get(runtime.launch(session));
        awaitAnswer(session);
    }

    @Test
    void readsNothingWhereTheClusterMeasuresNothing() {
        assertThat(get(runtime.usage(List.of(session)))).isEmpty();
    }

    @Test
    void sumsUpWhatIsUsed() {
        cluster.measure("500m", "256Mi");

        double before = cpu(read(runtime));
        soon().until(() -> cpu(read(runtime)) > before + 0.2);

        UsageReading reading = read(runtime);
        assertThat(reading.memoryGib()).isEqualTo(0.25, within(1e-9));
        assertThat(cpu(reading))
                .isCloseTo(Duration.between(reading.startedAt(), reading.at()).toMillis() / 2e3, within(0.1));
        assertThat(reading.networkBytes()).isNull();
        assertThat(reading.diskGib()).isNull();
    }

    @Test
    void goesOnFromWhatAnotherInstanceNoted() {
        cluster.measure("100", "1Mi");
        double noted = cpu(read(runtime));
        soon().until(() ->
                cluster.node().pod(session).getMetadata().getAnnotations().containsKey(PodUsage.NOTE));
        cluster.measure("0", "1Mi");

        assertThat(cpu(read(cluster.runtime()))).isGreaterThanOrEqualTo(noted).isPositive();
    }

    @Test
    void knowsWhatAnAttemptUsedThatEnded() {
        cluster.measure("100", "1Mi");
        double used = cpu(read(runtime));

        cluster.node().kill(session);
        soon().until(() -> get(runtime.observe(session)) instanceof Observation.Ended);

        UsageReading last = ((Observation.Ended) get(runtime.observe(session))).usage();
        assertThat(cpu(last)).isGreaterThanOrEqualTo(used);
        assertThat(last.memoryGib()).isNull();
        assertThat(get(runtime.usage(List.of(session)))).isEmpty();
    }

    @Test
    void readsTheEndOfALog() {
        cluster.api().print(Names.pod(session), "one\ntwo\n\nthree");

        assertThat(lines(2, false)).containsExactly("", "three");
        assertThat(lines(100, false)).containsExactly("one", "two", "", "three");
        assertThat(lines(1, true)).containsExactly("three");
    }

    @Test
    void cutsLinesThatNeverEnd() {
        cluster.api().print(Names.pod(session), "x".repeat(20_000));

        assertThat(lines(10, false)).hasSize(3).allSatisfy(line -> assertThat(line)
                .hasSizeLessThanOrEqualTo(8_192));
    }

    @Test
    void readsNothingOfWhatHasNotPrintedYet() {
        cluster.api()
                .refuse(line -> line.contains("/log")
                        ? ClusterApi.status(400, "container session is waiting to start: ContainerCreating")
                        : null);

        assertThat(lines(10, false)).isEmpty();
    }

    private List<String> lines(int tail, boolean follow) {
        return get(runtime.log(session, tail, follow).collectList());
    }

    private UsageReading read(KubernetesSessionRuntime from) {
        return Objects.requireNonNull(get(from.usage(List.of(session))).get(session.id()));
    }

    private static double cpu(UsageReading reading) {
        return Objects.requireNonNull(reading.cpuSeconds());
    }
}
