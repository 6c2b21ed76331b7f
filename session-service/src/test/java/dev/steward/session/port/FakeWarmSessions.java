package dev.steward.session.port;

import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.WarmSession;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Warm sessions in memory; knows nothing of sessions. */
public class FakeWarmSessions implements WarmSessions {

    private final Map<String, WarmSession> entries = new ConcurrentHashMap<>();

    @Override
    public Mono<Boolean> add(WarmSession warm) {
        return Mono.fromSupplier(() -> {
            boolean held = entries.values().stream()
                    .anyMatch(other -> other.placement().slot()
                                    == warm.placement().slot()
                            || other.placement().port() == warm.placement().port());
            return !held && entries.putIfAbsent(warm.id(), warm) == null;
        });
    }

    @Override
    public Flux<WarmSession> all() {
        return Flux.defer(() -> Flux.fromStream(oldestFirst()));
    }

    @Override
    public Mono<Void> ready(String id, Instant at) {
        return Mono.fromRunnable(() -> entries.computeIfPresent(id, (_, entry) -> entry.readyAt(at)));
    }

    @Override
    public Mono<WarmSession> take(String runtime, SessionSpec spec) {
        return Mono.defer(() -> {
            Optional<WarmSession> taken = oldestFirst()
                    .filter(entry -> entry.readyAt() != null
                            && entry.runtime().equals(runtime)
                            && entry.spec().equals(spec))
                    .filter(entry -> entries.remove(entry.id(), entry))
                    .findFirst();
            return Mono.justOrEmpty(taken);
        });
    }

    @Override
    public Mono<Boolean> remove(String id) {
        return Mono.fromSupplier(() -> entries.remove(id) != null);
    }

    private Stream<WarmSession> oldestFirst() {
        return entries.values().stream()
                .sorted(Comparator.comparing(WarmSession::createdAt).thenComparing(WarmSession::id));
    }
}
