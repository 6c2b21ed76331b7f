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
 * @param observedAt up to when memory and disk are integrated
 */
public record UsageMeter(
        boolean first,
        int attempt,
        Instant until,
        double cpuSeconds,
        Instant observedAt,
        UsageLevel memory,
        UsageLevel disk,
        UsageCounter network) {

    /** A process that is older than its session by more than clocks and files are inexact was kept ready for it. */
    private static final Duration KEPT_READY = Duration.ofSeconds(1);

    /**
     * The meter of a session that was never measured.
     *
     * @param createdAt before which nothing is the session's: what a process that was kept ready used by its first reading
     *     cannot be told apart, and counts nothing
     */
    public static UsageMeter startingWith(UsageReading reading, Instant createdAt) {
        boolean keptReady = reading.startedAt().isBefore(createdAt.minus(KEPT_READY));
        Instant from = later(reading.startedAt(), createdAt);
        return new UsageMeter(
                true,
                reading.attempt(),
                from,
                keptReady ? orZero(reading.cpuSeconds()) : 0,
                from,
                UsageLevel.at(reading.memoryGib()),
                UsageLevel.at(reading.diskGib()),
                UsageCounter.from(keptReady ? reading.networkBytes() : null));
    }

    /**
     * As stored at the end of a window.
     *
     * @param diskGib null when that was never known
     * @param networkBytes what the attempt had sent and received by then, null when that was never known
     */
    public static UsageMeter stored(
            int attempt,
            Instant until,
            double cpuSeconds,
            double memoryGib,
            @Nullable Double diskGib,
            @Nullable Long networkBytes) {
        return new UsageMeter(
                false,
                attempt,
                until,
                cpuSeconds,
                until,
                UsageLevel.at(memoryGib),
                UsageLevel.at(diskGib),
                UsageCounter.from(networkBytes));
    }

    public UsageMeter observe(UsageReading reading) {
        if (reading.attempt() > attempt) {
            Instant from = later(until, reading.startedAt());
            return new UsageMeter(
                            first,
                            reading.attempt(),
                            until,
                            0,
                            from,
                            memory.from(reading.memoryGib()),
                            disk.known() && reading.diskGib() == null ? disk : disk.from(reading.diskGib()),
                            network.ofNextAttempt())
                    .observe(reading);
        }
        if (reading.attempt() < attempt || !reading.at().isAfter(observedAt)) {
            return this;
        }
        Duration since = Duration.between(observedAt, reading.at());
        return new UsageMeter(
                first,
                attempt,
                until,
                cpuSeconds,
                reading.at(),
                memory.until(reading.memoryGib(), since),
                disk.until(reading.diskGib(), since),
                network.at(reading.networkBytes()));
    }

    /** Whether the reading comes after everything that was told already. */
    public boolean isBehind(UsageReading reading) {
        return reading.attempt() >= attempt && reading.at().isAfter(until);
    }

    /** The window that ends with this reading, which has to be observed before. */
    public SessionUsageSampled window(Session session, UsageReading reading) {
        @Nullable Double memorySum = memory.gibSeconds();
        return new SessionUsageSampled(
                session.id(),
                session.projectId(),
                session.identity().userId(),
                Math.max(0, cpuOf(reading) - cpuSeconds),
                memorySum == null ? 0 : memorySum,
                disk.gibSeconds(),
                network.bytes(),
                until,
                reading.at());
    }

    public UsageMeter closedBy(UsageReading reading) {
        return new UsageMeter(
                false,
                attempt,
                reading.at(),
                Math.max(cpuSeconds, cpuOf(reading)),
                reading.at(),
                memory.closed(),
                disk.closed(),
                network.closed());
    }

    private double cpuOf(UsageReading reading) {
        @Nullable Double cpu = reading.cpuSeconds();
        return cpu == null ? cpuSeconds : cpu;
    }

    private static double orZero(@Nullable Double amount) {
        return amount == null ? 0 : amount;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
