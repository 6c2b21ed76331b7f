package dev.steward.session.application;

import dev.steward.session.domain.EndedWindow;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.UsageMeter;
import dev.steward.session.domain.UsageReading;
import dev.steward.session.port.UsageRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Measures sessions and says what they used, window by window. Between the ends of windows a meter is kept in memory
 * only; after a restart of the service the stored end of the last window is where it goes on.
 */
public final class UsageSampler {

    /** Windows that end in one transaction, whose sessions cannot change until it is over. */
    private static final int BATCH = 50;

    private final Runtimes runtimes;
    private final UsageRepository usage;
    private final SessionChanges changes;
    private final TransactionalOperator transactions;
    private final Duration window;
    private final Retry retry;
    private final Map<String, UsageMeter> meters = new ConcurrentHashMap<>();

    public UsageSampler(
            Runtimes runtimes,
            UsageRepository usage,
            SessionChanges changes,
            TransactionalOperator transactions,
            Duration window) {
        this(runtimes, usage, changes, transactions, window, ChangedMeanwhileException.RETRY);
    }

    UsageSampler(
            Runtimes runtimes,
            UsageRepository usage,
            SessionChanges changes,
            TransactionalOperator transactions,
            Duration window,
            Retry retry) {
        this.runtimes = runtimes;
        this.usage = usage;
        this.changes = changes;
        this.transactions = transactions;
        this.window = window;
        this.retry = retry;
    }

    /** Measures all that are alive, and ends the windows that are long enough. */
    Mono<Void> sample(List<Session> sessions) {
        Map<String, List<Session>> byRuntime = sessions.stream()
                .collect(Collectors.groupingBy(session -> session.identity().runtime()));
        // One runtime that cannot be asked does not keep the others from being measured.
        return Flux.fromIterable(byRuntime.values())
                .concatMapDelayError(group -> runtimes.of(group.getFirst())
                        .usage(group)
                        .flatMapIterable(readings -> seen(group, readings))
                        .buffer(BATCH)
                        .concatMapDelayError(batch -> measure(batch, window)))
                .then();
    }

    /** Ends the window of an attempt that is over. Safe to repeat. */
    Mono<Void> close(Session session, UsageReading last) {
        return measure(List.of(new Seen(session, last)), Duration.ZERO)
                .then(Mono.fromRunnable(() -> meters.remove(session.id())));
    }

    /** What is in memory belongs to the time this instance led. */
    void forget() {
        meters.clear();
    }

    private static List<Seen> seen(List<Session> sessions, Map<String, UsageReading> readings) {
        return sessions.stream()
                .filter(session -> readings.containsKey(session.id()))
                .map(session -> new Seen(session, Objects.requireNonNull(readings.get(session.id()))))
                .toList();
    }

    private Mono<Void> measure(List<Seen> seen, Duration least) {
        return Mono.defer(() -> known(seen))
                .flatMap(known -> {
                    List<EndedWindow> ended = new ArrayList<>();
                    for (Seen one : seen) {
                        UsageMeter meter = one.meter(known).observe(one.reading);
                        meters.put(one.session.id(), meter);
                        if (one.ends(meter, least)) {
                            ended.add(EndedWindow.of(one.session, meter, one.reading));
                        }
                    }
                    return ended.isEmpty() ? Mono.empty() : store(ended);
                })
                .retryWhen(retry);
    }

    /** The meters of those that were measured before, here or elsewhere. */
    private Mono<Map<String, UsageMeter>> known(List<Seen> seen) {
        Map<String, UsageMeter> known = new HashMap<>();
        Set<String> unknown = new HashSet<>();
        for (Seen one : seen) {
            String id = one.session.id();
            UsageMeter meter = meters.get(id);
            if (meter == null) {
                unknown.add(id);
            } else {
                known.put(id, meter);
            }
        }
        return unknown.isEmpty()
                ? Mono.just(known)
                : usage.find(unknown).map(stored -> {
                    known.putAll(stored);
                    return known;
                });
    }

    private Mono<Void> store(List<EndedWindow> ended) {
        return usage.store(ended)
                .flatMap(stored -> changes.note(ended.stream()
                                .filter(window -> stored.contains(window.sessionId()))
                                .map(EndedWindow::told)
                                .toList())
                        .thenReturn(stored))
                .as(transactions::transactional)
                .flatMap(stored -> {
                    for (EndedWindow window : ended) {
                        if (stored.contains(window.sessionId())) {
                            meters.put(window.sessionId(), window.next());
                        } else {
                            meters.remove(window.sessionId());
                        }
                    }
                    // Of the others another instance ended one meanwhile: what it stored counts, and these readings
                    // go on from there.
                    return stored.size() == ended.size() ? Mono.empty() : Mono.error(new ChangedMeanwhileException());
                });
    }

    private record Seen(Session session, UsageReading reading) {

        UsageMeter meter(Map<String, UsageMeter> known) {
            UsageMeter meter = known.get(session.id());
            return meter == null
                    ? UsageMeter.startingWith(reading, session.identity().createdAt())
                    : meter;
        }

        boolean ends(UsageMeter meter, Duration least) {
            return meter.isBehind(reading)
                    && Duration.between(meter.until(), reading.at()).compareTo(least) >= 0;
        }
    }
}
