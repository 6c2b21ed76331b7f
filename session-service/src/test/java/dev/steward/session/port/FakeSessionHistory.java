package dev.steward.session.port;

import dev.steward.session.domain.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/** Histories in memory. */
public class FakeSessionHistory implements SessionHistory {

    private final Map<String, List<Transition>> transitions = new ConcurrentHashMap<>();

    /** Oldest first. */
    public List<Transition> of(String sessionId) {
        return List.copyOf(transitions.getOrDefault(sessionId, List.of()));
    }

    @Override
    public Mono<Void> add(String sessionId, Transition transition) {
        return Mono.fromRunnable(() -> transitions.merge(sessionId, List.of(transition), (before, more) -> {
            List<Transition> all = new ArrayList<>(before);
            all.addAll(more);
            return List.copyOf(all);
        }));
    }

    @Override
    public Mono<List<Transition>> page(String sessionId, long offset, int limit) {
        return Mono.fromSupplier(() ->
                of(sessionId).reversed().stream().skip(offset).limit(limit).toList());
    }

    @Override
    public Mono<List<Transition>> after(String sessionId, long number, int limit) {
        return Mono.fromSupplier(() -> of(sessionId).stream()
                .filter(transition -> transition.number() > number)
                .limit(limit)
                .toList());
    }

    @Override
    public Mono<Long> count(String sessionId) {
        return Mono.fromSupplier(() -> (long) of(sessionId).size());
    }
}
