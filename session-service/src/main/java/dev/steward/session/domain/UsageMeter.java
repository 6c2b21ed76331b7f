package dev.steward.session.domain;

import dev.steward.events.session.SessionUsageSampled;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Turns readings into windows that follow each other without overlap and without a gap, over restarts of the session
 * and of this service. Time in which no process ran belongs to a window too, and counts nothing.
 *
 * @param first whether no window of the session was ever ended
 * @param until where the last window ended and the next one starts
 * @param cpuSeconds what the attempt had used by then
 * @param observedAt up to when memory is integrated; between two readings it is taken as a straight line
 */
public record UsageMeter(
        boolean first,
        int attempt,
        Instant until,
        double cpuSeconds,
        Instant observedAt,
        double memoryGib,
        double gibSeconds) {

    /** The meter of a session that was never measured. */
    public static UsageMeter startingWith(UsageReading reading) {
        return new UsageMeter(
                true, reading.attempt(), reading.startedAt(), 0, reading.startedAt(), level(reading, 0), 0);
    }

    /** As stored at the end of a window: memory since then is a line from its level to the next reading. */
    public static UsageMeter stored(int attempt, Instant until, double cpuSeconds, double memoryGib) {
        return new UsageMeter(false, attempt, until, cpuSeconds, until, memoryGib, 0);
    }

    public UsageMeter observe(UsageReading reading) {
        if (reading.attempt() > attempt) {
            Instant from = later(until, reading.startedAt());
            return new UsageMeter(first, reading.attempt(), until, 0, from, level(reading, 0), gibSeconds)
                    .observe(reading);
        }
        if (reading.attempt() < attempt || !reading.at().isAfter(observedAt)) {
            return this;
        }
        double now = level(reading, memoryGib);
        double more = (memoryGib + now) / 2 * seconds(observedAt, reading.at());
        return new UsageMeter(first, attempt, until, cpuSeconds, reading.at(), now, gibSeconds + more);
    }

    /** Whether the reading comes after everything that was told already. */
    public boolean isBehind(UsageReading reading) {
        return reading.attempt() >= attempt && reading.at().isAfter(until);
    }

    /** The window that ends with this reading, which has to be observed before. */
    public SessionUsageSampled window(Session session, UsageReading reading) {
        return new SessionUsageSampled(
                session.id(),
                session.projectId(),
                session.identity().userId(),
                Math.max(0, cpuOf(reading) - cpuSeconds),
                gibSeconds,
                until,
                reading.at());
    }

    public UsageMeter closedBy(UsageReading reading) {
        return new UsageMeter(
                false, attempt, reading.at(), Math.max(cpuSeconds, cpuOf(reading)), reading.at(), memoryGib, 0);
    }

    private double cpuOf(UsageReading reading) {
        @Nullable Double cpu = reading.cpuSeconds();
        return cpu == null ? cpuSeconds : cpu;
    }

    private static double level(UsageReading reading, double otherwise) {
        @Nullable Double memory = reading.memoryGib();
        return memory == null ? otherwise : memory;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
