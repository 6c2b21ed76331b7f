package dev.steward.kit.security.trust;

import dev.steward.events.trust.LoginSessionStateChanged;
import dev.steward.events.trust.ProjectStateChanged;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * What is known, by entry key. Of two records for a key the one with the higher sequence counts, in whatever order they
 * come; a revoked login session stays revoked. Written by one thread at a time, read by any.
 */
final class TrustEntries {

    private final Map<String, TrustEntry> byKey = new ConcurrentHashMap<>();
    private final AtomicLong revision = new AtomicLong();
    private final Sinks.Many<String> changedKeys = Sinks.many().multicast().directBestEffort();

    /** Ignores what is older than what is known. */
    synchronized void apply(TrustEntry entry) {
        TrustEntry known = byKey.get(entry.key());
        if (known != null
                && (known.sequence() > entry.sequence() || known.event() instanceof LoginSessionStateChanged)) {
            return;
        }
        if (!entry.equals(byKey.put(entry.key(), entry))) {
            changed(entry.key());
        }
    }

    synchronized void remove(String key) {
        if (byKey.remove(key) != null) {
            changed(key);
        }
    }

    Optional<TrustEntry> get(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    <E> Optional<E> event(String key, Class<E> type) {
        return get(key).map(TrustEntry::event).filter(type::isInstance).map(type::cast);
    }

    Stream<ProjectStateChanged> projects() {
        return byKey.values().stream()
                .map(TrustEntry::event)
                .filter(ProjectStateChanged.class::isInstance)
                .map(ProjectStateChanged.class::cast);
    }

    List<TrustEntry> all() {
        return List.copyOf(byKey.values());
    }

    /** Grows with every change. */
    long revision() {
        return revision.get();
    }

    /** The key of each change from now on. */
    Flux<String> changes() {
        return changedKeys.asFlux();
    }

    private void changed(String key) {
        revision.incrementAndGet();
        Sinks.EmitResult _ = changedKeys.tryEmitNext(key); // nobody may be waiting
    }
}
