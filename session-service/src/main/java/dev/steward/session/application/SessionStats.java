package dev.steward.session.application;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.UsageReading;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What sessions use, second by second. However many watch, sessions are measured together and once a second; nothing is
 * measured while nobody watches. Safe for concurrent use.
 */
public final class SessionStats {

    private static final Duration MEASURING_TIMEOUT = Duration.ofSeconds(5);
    private static final double BYTES_PER_GIB = 1L << 30;

    private final Runtimes runtimes;
    private final SessionFeed feed;
    private final Clock clock;
    private final Map<String, Integer> watchers = new ConcurrentHashMap<>();
    private final Flux<Map<String, Sample>> samples;
    private volatile Map<String, UsageReading> before = Map.of();

    public SessionStats(Runtimes runtimes, SessionFeed feed, Duration interval, Clock clock) {
        this.runtimes = runtimes;
        this.feed = feed;
        this.clock = clock;
        this.samples = Flux.interval(Duration.ZERO, interval)
                .onBackpressureDrop()
                .concatMap(_ -> measure(), 1)
                .doFinally(_ -> before = Map.of())
                .publish()
                .refCount(1);
    }

    /**
     * What a session used at a moment. Null is what is not known.
     *
     * @param cpu cores used since the measurement before
     */
    public record Sample(
            Instant at,
            @Nullable Double cpu,
            @Nullable Long memoryBytes,
            @Nullable Long diskBytes,
            @Nullable Long networkBytes) {

        static Sample unknown(Instant at) {
            return new Sample(at, null, null, null, null);
        }

        static Sample of(UsageReading reading, @Nullable UsageReading before) {
            return new Sample(
                    reading.at(),
                    cores(reading, before),
                    bytes(reading.memoryGib()),
                    bytes(reading.diskGib()),
                    reading.networkBytes());
        }

        private static @Nullable Double cores(UsageReading reading, @Nullable UsageReading before) {
            if (before == null
                    || before.attempt() != reading.attempt()
                    || before.cpuSeconds() == null
                    || reading.cpuSeconds() == null
                    || !reading.at().isAfter(before.at())) {
                return null;
            }
            double used = reading.cpuSeconds() - before.cpuSeconds();
            double seconds = Duration.between(before.at(), reading.at()).toNanos() / 1e9;
            // The time of a child that ended may go to a parent that is not measured.
            return Math.max(0, used) / seconds;
        }

        private static @Nullable Long bytes(@Nullable Double gib) {
            return gib == null ? null : Math.round(gib * BYTES_PER_GIB);
        }
    }

    /** Every second, until it is not watched any more. */
    public Flux<Sample> watch(String sessionId) {
        return Flux.defer(() -> {
            watchers.merge(sessionId, 1, Integer::sum);
            return samples.mapNotNull(all -> all.get(sessionId))
                    // Whoever is slow must not keep the others waiting.
                    .onBackpressureLatest()
                    .doFinally(_ -> watchers.computeIfPresent(sessionId, (_, count) -> count == 1 ? null : count - 1));
        });
    }

    /** How many sessions are watched. */
    public int size() {
        return watchers.size();
    }

    private Mono<Map<String, Sample>> measure() {
        return Flux.fromIterable(List.copyOf(watchers.keySet()))
                .flatMap(feed::latest)
                .collect(Collectors.groupingBy(session -> session.identity().runtime()))
                .flatMapMany(byRuntime -> Flux.fromIterable(byRuntime.values()))
                .flatMap(this::readings)
                .reduce(new HashMap<String, UsageReading>(), (all, some) -> {
                    all.putAll(some);
                    return all;
                })
                .map(this::samples)
                .onErrorResume(_ -> Mono.fromSupplier(() -> samples(Map.of())));
    }

    /** One runtime that cannot be asked keeps no other from being measured. */
    private Mono<Map<String, UsageReading>> readings(List<Session> sessions) {
        return Mono.defer(() -> runtimes.of(sessions.getFirst()).usage(sessions))
                .timeout(MEASURING_TIMEOUT)
                .onErrorReturn(Map.of());
    }

    private Map<String, Sample> samples(Map<String, UsageReading> readings) {
        Instant now = clock.instant();
        Map<String, Sample> all = new HashMap<>();
        watchers.keySet().forEach(id -> {
            UsageReading reading = readings.get(id);
            all.put(id, reading == null ? Sample.unknown(now) : Sample.of(reading, before.get(id)));
        });
        before = readings;
        return all;
    }
}
