package dev.steward.gateway.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class PaceTest {

    private final Pace pace = new Pace(
            new ConnectionSettings(Duration.ofSeconds(10), DataSize.ofBytes(100), Duration.ofSeconds(5)), at(0));

    @Test
    void givesAHeadItsTimeHoweverOftenSomethingComes() {
        for (int second = 1; second < 10; second++) {
            pace.received(1, at(second));
            assertThat(pace.isTooSlow(at(second))).isFalse();
            pace.waits(at(second));
        }
        assertThat(pace.isTooSlow(at(10))).isTrue();
    }

    @Test
    void doesNotCountTheTimeBetweenRequests() {
        headAt(1);
        pace.bodyEnded();
        pace.waits(at(1));
        assertThat(pace.isTooSlow(at(1_000))).isFalse();

        pace.received(1, at(1_000));
        pace.waits(at(1_000));
        assertThat(pace.isTooSlow(at(1_009))).isFalse();
        assertThat(pace.isTooSlow(at(1_010))).isTrue();
    }

    @Test
    void wantsARateOfABodyAfterAGrace() {
        headAt(1);
        pace.waits(at(1));
        pace.received(10, at(5));
        assertThat(pace.isTooSlow(at(5))).isFalse();

        pace.waits(at(5));
        assertThat(pace.isTooSlow(at(6))).isTrue();
        pace.received(1_000, at(6));
        assertThat(pace.isTooSlow(at(6))).isFalse();
    }

    @Test
    void countsNoTimeInWhichNobodyWaitedForTheClient() {
        headAt(1);
        pace.waits(at(1));
        pace.received(10, at(2));

        assertThat(pace.isTooSlow(at(1_000))).isFalse();
    }

    private void headAt(long second) {
        pace.received(100, at(second));
        pace.headEnded();
    }

    private static long at(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
