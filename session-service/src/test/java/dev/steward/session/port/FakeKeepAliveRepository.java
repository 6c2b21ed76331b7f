package dev.steward.session.port;

import dev.steward.session.domain.KeepAlive;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/** Keep-alive leases in memory. */
public class FakeKeepAliveRepository implements KeepAliveRepository {

    private static final Comparator<KeepAlive> EARLIEST_END =
            Comparator.comparing(KeepAlive::until).thenComparing(KeepAlive::owner);

    private final Map<String, List<KeepAlive>> bySession = new ConcurrentHashMap<>();

    @Override
    public Mono<List<KeepAlive>> of(String sessionId) {
        return Mono.fromSupplier(() -> bySession.getOrDefault(sessionId, List.of()).stream()
                .sorted(EARLIEST_END)
                .toList());
    }

    @Override
    public Mono<Void> put(String sessionId, KeepAlive keepAlive) {
        return Mono.fromRunnable(() -> bySession.merge(
                sessionId,
                List.of(keepAlive),
                (known, _) -> KeepAlive.with(
                        known.stream()
                                .filter(one -> one.until().isAfter(keepAlive.takenAt()))
                                .toList(),
                        keepAlive)));
    }

    @Override
    public Mono<Boolean> remove(String sessionId, String owner) {
        return Mono.fromSupplier(() -> {
            List<KeepAlive> before = bySession.getOrDefault(sessionId, List.of());
            List<KeepAlive> after = KeepAlive.without(before, owner);
            bySession.put(sessionId, after);
            return after.size() < before.size();
        });
    }
}
