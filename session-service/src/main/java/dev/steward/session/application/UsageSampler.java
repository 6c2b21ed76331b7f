package dev.steward.session.application;

import dev.steward.events.session.SessionUsageSampled;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.UsageMeter;
import dev.steward.session.domain.UsageReading;
import dev.steward.session.port.UsageRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Measures sessions and says what they used, window by window. Between the ends of windows a meter is kept in memory
 * only; after a restart of the service the stored end of the last window is where it goes on.
 */
public final class UsageSampler {

    private final Runtimes runtimes;
    private final UsageRepository usage;
    private final SessionChanges changes;
    private final TransactionalOperator transactions;
    private final Duration window;
    private final Map<String, UsageMeter> meters = new ConcurrentHashMap<>();

    public UsageSampler(
            Runtimes runtimes,
            UsageRepository usage,
            SessionChanges changes,
            TransactionalOperator transactions,
            Duration window) {
        this.runtimes = runtimes;
        this.usage = usage;
        this.changes = changes;
        this.transactions = transactions;
        this.window = window;
    }

    /** Measures all that are alive, and ends the windows that are long enough. */
    Mono<Void> sample(List<Session> sessions) {
        Map<String, List<Session>> byRuntime = sessions.stream()
                .collect(Collectors.groupingBy(session -> session.identity().runtime()));
        // One runtime that cannot be asked does not keep the others from being measured.
        return Flux.fromIterable(byRuntime.values())
                .concatMapDelayError(
                        group -> runtimes.of(group.getFirst()).usage(group).flatMapMany(readings -> Flux.fromIterable(
                                        group)
                                .concatMap(session -> Mono.justOrEmpty(readings.get(session.id()))
                                        .flatMap(reading -> measure(session, reading, window)))))
                .then();
    }

    /** Ends the window of an attempt that is over. Safe to repeat. */
    Mono<Void> close(Session session, UsageReading last) {
        return measure(session, last, Duration.ZERO).then(Mono.fromRunnable(() -> meters.remove(session.id())));
    }

    /** What is in memory belongs to the time this instance led. */
    void forget() {
        meters.clear();
    }

    private Mono<Void> measure(Session session, UsageReading reading, Duration least) {
        return Mono.defer(() -> meter(session, reading))
                .flatMap(known -> {
                    UsageMeter meter = known.observe(reading);
                    meters.put(session.id(), meter);
                    boolean due = meter.isBehind(reading)
                            && Duration.between(meter.until(), reading.at()).compareTo(least) >= 0;
                    return due ? endWindow(session, meter, reading) : Mono.empty();
                })
                .retryWhen(ChangedMeanwhileException.RETRY);
    }

    private Mono<UsageMeter> meter(Session session, UsageReading reading) {
        UsageMeter known = meters.get(session.id());
        Instant createdAt = session.identity().createdAt();
        return known != null
                ? Mono.just(known)
                : usage.find(session.id()).defaultIfEmpty(UsageMeter.startingWith(reading, createdAt));
    }

    private Mono<Void> endWindow(Session session, UsageMeter meter, UsageReading reading) {
        SessionUsageSampled sampled = meter.window(session, reading);
        UsageMeter closed = meter.closedBy(reading);
        @Nullable Instant from = meter.first() ? null : meter.until();
        return usage.advance(session.id(), from, closed)
                .filter(stored -> stored)
                .flatMap(stored -> changes.note(session, sampled).thenReturn(stored))
                .as(transactions::transactional)
                .doOnNext(_ -> meters.put(session.id(), closed))
                // Another instance ended a window meanwhile: what it stored counts, and this reading goes on from
                // there.
                .switchIfEmpty(Mono.defer(() -> {
                    meters.remove(session.id());
                    return Mono.error(new ChangedMeanwhileException());
                }))
                .then();
    }
}
