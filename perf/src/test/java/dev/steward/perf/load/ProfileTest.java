package dev.steward.perf.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steward.perf.load.Threshold.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProfileTest {
    private final Measurements measured = new Measurements();

    @Test
    void statesTheFloorOfLoadAndTheAimOfOpen() {
        assertThat(Profile.SMOKE.thresholds())
                .extracting(Threshold::toString)
                .containsExactly("failed below 1 %", "at most 0 checks broken");
        assertThat(Profile.LOAD.thresholds())
                .extracting(Threshold::toString)
                .containsExactly(
                        "p95 below 500 ms", "p99 below 1000 ms", "failed below 1 %", "at most 0 checks broken");
        assertThat(Profile.OPEN.thresholds())
                .extracting(Threshold::toString)
                .containsExactly("p95 below 50 ms", "at most 0 failed", "at most 0 checks broken");
    }

    @Test
    void holdsOnlyBelowEachLimit() {
        for (int n = 0; n < 100; n++) {
            measured.succeeded("step", Duration.ofMillis(n < 96 ? 10 : 700).toNanos());
        }

        assertThat(measured.judge(Profile.LOAD)).allMatch(Verdict::holds);
        assertThat(measured.judge(Profile.OPEN)).allMatch(Verdict::holds);

        for (int n = 0; n < 3; n++) {
            measured.succeeded("step", Duration.ofMillis(700).toNanos());
        }

        assertThat(measured.judge(Profile.LOAD)).extracting(Verdict::holds).containsExactly(false, true, true, true);
        assertThat(measured.judge(Profile.OPEN)).extracting(Verdict::holds).containsExactly(false, true, true);
    }

    @Test
    void limitOfAStepCountsThatStepAlone() {
        var threshold = new Threshold(Threshold.Metric.P99_MILLIS, 100, "slow");
        assertThat(threshold).hasToString("slow: p99 below 100 ms");
        measured.succeeded("fast", 1);
        assertThat(threshold.judge(measured).holds()).isFalse();

        measured.succeeded("slow", Duration.ofMillis(90).toNanos());
        measured.succeeded("fast", Duration.ofMillis(500).toNanos());
        assertThat(threshold.judge(measured).holds()).isTrue();

        measured.succeeded("slow", Duration.ofMillis(110).toNanos());
        assertThat(threshold.judge(measured).holds()).isFalse();
    }

    @Test
    void aStepIsComparedWithItsFloorAndNotWithNothing() {
        var threshold = Threshold.times(1.3, "suite", "bare");
        assertThat(threshold).hasToString("suite: p50 below 1.3 times that of bare");
        for (int millis : new int[] {500, 1300, 9000}) {
            measured.succeeded("suite", Duration.ofMillis(millis).toNanos());
        }
        assertThat(threshold.judge(measured).holds()).isFalse();

        measured.succeeded("bare", Duration.ofMillis(1100).toNanos());
        assertThat(threshold.judge(measured).measured()).isCloseTo(1.18, within(0.01));
        assertThat(threshold.judge(measured).holds()).isTrue();

        measured.succeeded("bare", Duration.ofMillis(900).toNanos());
        measured.succeeded("bare", Duration.ofMillis(900).toNanos());
        assertThat(threshold.judge(measured).holds()).isFalse();
    }

    @Test
    void failsForOneInAHundredAndForAnythingBroken() {
        for (int n = 0; n < 99; n++) {
            measured.succeeded("step", 1000);
        }
        measured.failed(new Failure("step", Instant.EPOCH, Instant.EPOCH, 500, null, ""), 1000);
        assertThat(measured.judge(Profile.SMOKE)).extracting(Verdict::holds).containsExactly(false, true);

        measured.broken("a check");
        assertThat(measured.judge(Profile.SMOKE)).extracting(Verdict::holds).containsExactly(false, false);
    }

    @Test
    void failsWhenNothingWasAsked() {
        assertThat(measured.judge(Profile.SMOKE)).noneMatch(Verdict::holds);
    }
}
