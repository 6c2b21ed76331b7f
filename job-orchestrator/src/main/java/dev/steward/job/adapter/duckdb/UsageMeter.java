package dev.steward.job.adapter.duckdb;

import dev.steward.job.domain.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Adds up what a living process uses; each window begins where the last one ended. For one thread. */
final class UsageMeter {

    private static final double GIB = 1L << 30;
    private static final double NANOS = 1e9;

    private final ProcessHandle process;
    private final Clock clock;
    private Instant windowStart;
    private Instant sampledAt;
    private Duration cpuBefore = Duration.ZERO;
    private Duration cpu = Duration.ZERO;
    private long resident;
    private double memoryGibSeconds;

    UsageMeter(ProcessHandle process, Clock clock) {
        this.process = process;
        this.clock = clock;
        windowStart = clock.instant();
        sampledAt = windowStart;
    }

    /** A process that is gone has no figures any more: the last ones stand. */
    void sample() {
        Instant now = clock.instant();
        cpu = process.info().totalCpuDuration().orElse(cpu);
        resident = resident();
        memoryGibSeconds += resident / GIB * seconds(Duration.between(sampledAt, now));
        sampledAt = now;
    }

    long residentBytes() {
        return resident;
    }

    Duration window() {
        return Duration.between(windowStart, sampledAt);
    }

    /** What was used in the window up to the last sample, and starts the next window there. */
    Usage take() {
        Usage usage = new Usage(seconds(cpu.minus(cpuBefore)), memoryGibSeconds, windowStart, sampledAt);
        windowStart = sampledAt;
        cpuBefore = cpu;
        memoryGibSeconds = 0;
        return usage;
    }

    private long resident() {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(kib -> Long.parseLong(kib) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS;
    }
}
