package dev.steward.session.port;

import dev.steward.session.domain.EndedWindow;
import dev.steward.session.domain.UsageMeter;
import dev.steward.session.domain.UsageWindow;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Usage windows in memory. Knows no transactions: nothing is ever rolled back. */
public class FakeUsageRepository implements UsageRepository {

    private final Map<String, UsageMeter> ends = new HashMap<>();
    private final Map<String, TreeMap<Instant, UsageWindow>> windows = new HashMap<>();

    @Override
    public Mono<Map<String, UsageMeter>> find(Set<String> sessionIds) {
        return Mono.fromSupplier(() -> {
            synchronized (this) {
                Map<String, UsageMeter> found = new HashMap<>(ends);
                found.keySet().retainAll(sessionIds);
                return found;
            }
        });
    }

    @Override
    public Mono<Set<String>> store(List<EndedWindow> ended) {
        return Mono.fromSupplier(() -> ended.stream()
                .filter(this::storeIfItMeets)
                .map(EndedWindow::sessionId)
                .collect(Collectors.toSet()));
    }

    @Override
    public synchronized Mono<List<UsageWindow>> page(String sessionId, long offset, int limit) {
        return Mono.just(of(sessionId).descendingMap().values().stream()
                .skip(offset)
                .limit(limit)
                .toList());
    }

    @Override
    public synchronized Mono<Long> count(String sessionId) {
        return Mono.just((long) of(sessionId).size());
    }

    @Override
    public synchronized Mono<Long> removeBefore(Instant end) {
        long before = windows.values().stream().mapToLong(Map::size).sum();
        windows.values().forEach(kept -> kept.headMap(end).clear());
        return Mono.just(before - windows.values().stream().mapToLong(Map::size).sum());
    }

    private synchronized boolean storeIfItMeets(EndedWindow window) {
        UsageMeter known = ends.get(window.sessionId());
        boolean meets = window.first()
                ? known == null
                : known != null && known.until().equals(window.told().windowStart());
        if (meets) {
            UsageMeter next = window.next();
            ends.put(
                    window.sessionId(),
                    UsageMeter.stored(
                            next.attempt(),
                            next.until(),
                            next.cpuSeconds(),
                            Objects.requireNonNullElse(next.memory().gib(), 0.0),
                            next.disk().gib(),
                            next.network().counted()));
            of(window.sessionId()).put(window.told().windowEnd(), UsageWindow.of(window.told()));
        }
        return meets;
    }

    private TreeMap<Instant, UsageWindow> of(String sessionId) {
        return windows.computeIfAbsent(sessionId, _ -> new TreeMap<>());
    }
}
