package dev.steward.session.adapter.docker;

import com.github.dockerjava.api.model.CpuStatsConfig;
import com.github.dockerjava.api.model.CpuUsageConfig;
import com.github.dockerjava.api.model.MemoryStatsConfig;
import com.github.dockerjava.api.model.Statistics;
import com.github.dockerjava.api.model.StatsConfig;
import dev.steward.session.domain.UsageReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What containers use. The engine forgets what a container used when it ends, so the latest reading is kept until then.
 */
final class ContainerUsage {

    private static final double NANOS = 1e9;
    private static final double GIB = 1L << 30;
    private static final Duration WITHIN = Duration.ofSeconds(2);

    private final Map<String, UsageReading> latest = new ConcurrentHashMap<>();
    private final DockerEngine engine;
    private final Clock clock;

    ContainerUsage(DockerEngine engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /** Empty when it does not run any more. */
    Optional<UsageReading> measure(String container, int attempt, Instant startedAt) throws InterruptedException {
        Statistics read = read(container);
        MemoryStatsConfig memory = read == null ? null : read.getMemoryStats();
        Long used = memory == null ? null : memory.getUsage();
        if (read == null || memory == null || used == null) {
            return Optional.empty();
        }
        UsageReading reading = new UsageReading(
                attempt,
                startedAt,
                clock.instant(),
                cpuSeconds(read),
                memoryGib(used, memory.getStats()),
                null,
                networkBytes(read));
        latest.put(container, reading);
        return Optional.of(reading);
    }

    /** At least that much: what it used after it was last measured nobody knows. */
    UsageReading afterEnd(String container, int attempt, Instant startedAt, Instant at) {
        UsageReading known = latest.get(container);
        return new UsageReading(
                attempt,
                startedAt,
                at,
                known == null ? null : known.cpuSeconds(),
                null,
                null,
                known == null ? null : known.networkBytes());
    }

    void forget(String container) {
        latest.remove(container);
    }

    /** The first of a stream: for a single one the engine waits until it can tell a rate nobody asked for. */
    private @Nullable Statistics read(String container) throws InterruptedException {
        try (First first = engine.follow(
                client -> client.statsCmd(container).withNoStream(false).exec(new First()))) {
            return first.await();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Double cpuSeconds(Statistics read) {
        CpuStatsConfig cpu = read.getCpuStats();
        CpuUsageConfig usage = cpu == null ? null : cpu.getCpuUsage();
        Long nanos = usage == null ? null : usage.getTotalUsage();
        return nanos == null ? null : nanos / NANOS;
    }

    /** Without the files the kernel keeps in memory as long as nobody else wants it, as {@code docker stats} counts. */
    private static double memoryGib(long usage, @Nullable StatsConfig details) {
        Long inactive = null;
        if (details != null) {
            // Of the first version of control groups, else of the second.
            inactive = details.getTotalInactiveFile();
            inactive = inactive == null ? details.getInactiveFile() : inactive;
        }
        return (inactive == null || inactive > usage ? usage : usage - inactive) / GIB;
    }

    private static @Nullable Long networkBytes(Statistics read) {
        if (read.getNetworks() == null) {
            return null;
        }
        return read.getNetworks().values().stream()
                .mapToLong(network -> bytes(network.getRxBytes()) + bytes(network.getTxBytes()))
                .sum();
    }

    private static long bytes(@Nullable Long counted) {
        return counted == null ? 0 : counted;
    }

    private static final class First extends EngineStream<Statistics> {

        private volatile @Nullable Statistics first;

        @Override
        public void onNext(Statistics read) {
            if (first == null) {
                first = read;
                onComplete();
            }
        }

        /** Null when there was none in time, as of a container that does not run any more. */
        @Nullable
        Statistics await() throws InterruptedException {
            awaitEnd(WITHIN);
            return first;
        }
    }
}
