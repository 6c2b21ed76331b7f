package dev.steward.session.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steward.events.session.SessionUsageSampled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsageMeterTest {

    private final Session session = Given.running();

    @Test
    void theFirstWindowBeginsWithTheProcess() {
        UsageReading reading = reading(1, 0, 15, 1.5, 0.5);

        SessionUsageSampled window =
                UsageMeter.startingWith(reading).observe(reading).window(session, reading);

        assertThat(window.windowStart()).isEqualTo(Given.NOW);
        assertThat(window.windowEnd()).isEqualTo(Given.NOW.plusSeconds(15));
        assertThat(window.cpuSeconds()).isEqualTo(1.5);
        assertThat(window.memoryGibSeconds()).isCloseTo(7.5, within(1e-9));
    }

    @Test
    void memoryBetweenTwoReadingsIsALine() {
        UsageReading first = reading(1, 0, 5, 0, 1.0);
        UsageReading second = reading(1, 0, 15, 0, 2.0);

        UsageMeter meter = UsageMeter.startingWith(first).observe(first).observe(second);

        assertThat(meter.window(session, second).memoryGibSeconds()).isCloseTo(5 * 1.0 + 10 * 1.5, within(1e-9));
    }

    @Test
    void windowsMeetAndAddUp() {
        List<SessionUsageSampled> windows = new ArrayList<>();
        UsageMeter meter = UsageMeter.startingWith(reading(1, 0, 5, 0.1, 1.0));
        for (int second = 5; second <= 60; second += 5) {
            UsageReading reading = reading(1, 0, second, second / 10.0, 1.0);
            meter = meter.observe(reading);
            windows.add(meter.window(session, reading));
            meter = meter.closedBy(reading);
        }

        assertMeet(windows);
        assertThat(windows.stream().mapToDouble(SessionUsageSampled::cpuSeconds).sum())
                .isCloseTo(6.0, within(1e-9));
        assertThat(windows.stream()
                        .mapToDouble(SessionUsageSampled::memoryGibSeconds)
                        .sum())
                .isCloseTo(60.0, within(1e-9));
    }

    @Test
    void goesOnWhereTheServiceStoppedToMeasure() {
        UsageMeter stored = UsageMeter.stored(1, Given.NOW.plusSeconds(30), 3.0, 1.0);
        UsageReading later = reading(1, 0, 90, 5.0, 3.0);

        SessionUsageSampled window = stored.observe(later).window(session, later);

        assertThat(window.windowStart()).isEqualTo(Given.NOW.plusSeconds(30));
        assertThat(window.cpuSeconds()).isEqualTo(2.0);
        assertThat(window.memoryGibSeconds()).isCloseTo(60 * 2.0, within(1e-9));
    }

    @Test
    void theNextAttemptCountsFromZeroAndLeavesNoGap() {
        UsageMeter closed = UsageMeter.stored(1, Given.NOW.plusSeconds(30), 3.0, 1.0);
        UsageReading next = reading(2, 40, 50, 0.5, 2.0);

        SessionUsageSampled window = closed.observe(next).window(session, next);

        assertThat(window.windowStart()).isEqualTo(Given.NOW.plusSeconds(30));
        assertThat(window.cpuSeconds()).isEqualTo(0.5);
        assertThat(window.memoryGibSeconds())
                .as("nothing for the ten seconds without a process")
                .isCloseTo(10 * 2.0, within(1e-9));
    }

    @Test
    void theEndOfAProcessKeepsItsLastLevelOfMemory() {
        UsageMeter meter = UsageMeter.stored(1, Given.NOW, 0, 1.0).observe(reading(1, 0, 10, 1.0, 1.0));
        UsageReading end = new UsageReading(1, Given.NOW, Given.NOW.plusSeconds(12), 1.2, null, null, null);

        SessionUsageSampled window = meter.observe(end).window(session, end);

        assertThat(window.memoryGibSeconds()).isCloseTo(12.0, within(1e-9));
        assertThat(window.cpuSeconds()).isEqualTo(1.2);
    }

    @Test
    void anUnknownOrSmallerCpuTimeNeverCountsBackwards() {
        UsageMeter stored = UsageMeter.stored(1, Given.NOW, 3.0, 1.0);
        UsageReading unknown = new UsageReading(1, Given.NOW, Given.NOW.plusSeconds(10), null, null, null, null);
        UsageReading smaller = reading(1, 0, 20, 2.0, 1.0);

        assertThat(stored.observe(unknown).window(session, unknown).cpuSeconds())
                .isZero();
        assertThat(stored.closedBy(smaller).cpuSeconds()).isEqualTo(3.0);
        assertThat(stored.observe(smaller).window(session, smaller).cpuSeconds())
                .isZero();
    }

    @Test
    void ignoresReadingsOfThePast() {
        UsageMeter stored = UsageMeter.stored(2, Given.NOW.plusSeconds(30), 0, 1.0);

        assertThat(stored.isBehind(reading(1, 0, 60, 1, 1))).isFalse();
        assertThat(stored.isBehind(reading(2, 0, 30, 1, 1))).isFalse();
        assertThat(stored.isBehind(reading(2, 0, 31, 1, 1))).isTrue();
        assertThat(stored.observe(reading(1, 0, 60, 1, 1))).isEqualTo(stored);
    }

    private static void assertMeet(List<SessionUsageSampled> windows) {
        for (int i = 1; i < windows.size(); i++) {
            assertThat(windows.get(i).windowStart())
                    .isEqualTo(windows.get(i - 1).windowEnd());
        }
    }

    private static UsageReading reading(int attempt, int startSecond, int second, double cpu, double memory) {
        Instant start = Given.NOW.plusSeconds(startSecond);
        return new UsageReading(attempt, start, Given.NOW.plusSeconds(second), cpu, memory, null, null);
    }
}
