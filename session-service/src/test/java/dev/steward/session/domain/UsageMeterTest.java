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
                UsageMeter.startingWith(reading, Given.NOW).observe(reading).window(session, reading);

        assertThat(window.windowStart()).isEqualTo(Given.NOW);
        assertThat(window.windowEnd()).isEqualTo(Given.NOW.plusSeconds(15));
        assertThat(window.cpuSeconds()).isEqualTo(1.5);
        assertThat(window.memoryGibSeconds()).isCloseTo(7.5, within(1e-9));
    }

    @Test
    void memoryBetweenTwoReadingsIsALine() {
        UsageReading first = reading(1, 0, 5, 0, 1.0);
        UsageReading second = reading(1, 0, 15, 0, 2.0);

        UsageMeter meter =
                UsageMeter.startingWith(first, Given.NOW).observe(first).observe(second);

        assertThat(meter.window(session, second).memoryGibSeconds()).isCloseTo(5 * 1.0 + 10 * 1.5, within(1e-9));
    }

    @Test
    void windowsMeetAndAddUp() {
        List<SessionUsageSampled> windows = new ArrayList<>();
        UsageMeter meter = UsageMeter.startingWith(reading(1, 0, 5, 0.1, 1.0), Given.NOW);
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
        UsageMeter stored = UsageMeter.stored(1, Given.NOW.plusSeconds(30), 3.0, 1.0, null, null);
        UsageReading later = reading(1, 0, 90, 5.0, 3.0);

        SessionUsageSampled window = stored.observe(later).window(session, later);

        assertThat(window.windowStart()).isEqualTo(Given.NOW.plusSeconds(30));
        assertThat(window.cpuSeconds()).isEqualTo(2.0);
        assertThat(window.memoryGibSeconds()).isCloseTo(60 * 2.0, within(1e-9));
    }

    @Test
    void theNextAttemptCountsFromZeroAndLeavesNoGap() {
        UsageMeter closed = UsageMeter.stored(1, Given.NOW.plusSeconds(30), 3.0, 1.0, null, null);
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
        UsageMeter meter = UsageMeter.stored(1, Given.NOW, 0, 1.0, null, null).observe(reading(1, 0, 10, 1.0, 1.0));
        UsageReading end = new UsageReading(1, Given.NOW, Given.NOW.plusSeconds(12), 1.2, null, null, null);

        SessionUsageSampled window = meter.observe(end).window(session, end);

        assertThat(window.memoryGibSeconds()).isCloseTo(12.0, within(1e-9));
        assertThat(window.cpuSeconds()).isEqualTo(1.2);
    }

    @Test
    void anUnknownOrSmallerCpuTimeNeverCountsBackwards() {
        UsageMeter stored = UsageMeter.stored(1, Given.NOW, 3.0, 1.0, null, null);
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
        UsageMeter stored = UsageMeter.stored(2, Given.NOW.plusSeconds(30), 0, 1.0, null, null);

        assertThat(stored.isBehind(reading(1, 0, 60, 1, 1))).isFalse();
        assertThat(stored.isBehind(reading(2, 0, 30, 1, 1))).isFalse();
        assertThat(stored.isBehind(reading(2, 0, 31, 1, 1))).isTrue();
        assertThat(stored.observe(reading(1, 0, 60, 1, 1))).isEqualTo(stored);
    }

    @Test
    void whatIsNotKnownIsNotNothing() {
        UsageReading reading = reading(1, 0, 15, 1, 1);

        SessionUsageSampled window =
                UsageMeter.startingWith(reading, Given.NOW).observe(reading).window(session, reading);

        assertThat(window.diskGibSeconds()).isNull();
        assertThat(window.networkBytes()).isNull();
    }

    @Test
    void diskStaysAsItWasWhileNobodyLooks() {
        UsageReading looked = counted(1, 0, 10, 2.0, 100L);
        UsageReading end = counted(1, 0, 20, null, null);

        UsageMeter meter = UsageMeter.startingWith(looked, Given.NOW).observe(looked);

        assertThat(meter.window(session, looked).diskGibSeconds()).isEqualTo(20.0);
        SessionUsageSampled last = meter.closedBy(looked).observe(end).window(session, end);
        assertThat(last.diskGibSeconds()).isEqualTo(20.0);
        assertThat(last.networkBytes()).as("nobody counted").isNull();
    }

    @Test
    void networkCountsWhatCameSinceTheLastWindowOverAttempts() {
        UsageMeter stored = UsageMeter.stored(1, Given.NOW, 0, 0, null, 1_000L);
        UsageReading more = counted(1, 0, 10, null, 1_500L);
        UsageReading next = counted(2, 15, 20, null, 70L);

        UsageMeter meter = stored.observe(more).observe(next);

        assertThat(meter.window(session, next).networkBytes()).isEqualTo(570);
        assertThat(meter.closedBy(next).network().counted()).isEqualTo(70);
        assertThat(stored.observe(counted(1, 0, 10, null, 900L))
                        .window(session, more)
                        .networkBytes())
                .as("never backwards")
                .isZero();
    }

    @Test
    void nothingIsBilledOfAProcessBeforeItsSessionWas() {
        Instant created = Given.NOW.plusSeconds(3600);
        UsageReading first = new UsageReading(1, Given.NOW, created.plusSeconds(5), 4.0, 1.0, 1.0, 500L);
        UsageReading second = new UsageReading(1, Given.NOW, created.plusSeconds(15), 4.5, 1.0, 1.0, 700L);

        UsageMeter meter =
                UsageMeter.startingWith(first, created).observe(first).observe(second);
        SessionUsageSampled window = meter.window(session, second);

        assertThat(window.windowStart()).isEqualTo(created);
        assertThat(window.cpuSeconds()).isEqualTo(0.5);
        assertThat(window.memoryGibSeconds()).isEqualTo(15.0);
        assertThat(window.diskGibSeconds()).isEqualTo(15.0);
        assertThat(window.networkBytes()).isEqualTo(200);
    }

    private static UsageReading counted(int attempt, int startSecond, int second, Double disk, Long network) {
        Instant start = Given.NOW.plusSeconds(startSecond);
        return new UsageReading(attempt, start, Given.NOW.plusSeconds(second), 0.0, 0.0, disk, network);
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
