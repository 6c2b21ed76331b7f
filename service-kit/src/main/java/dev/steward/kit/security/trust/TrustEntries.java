package dev.steward.kit.security.trust;

import dev.steward.events.trust.LoginSessionStateChanged;
import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.events.trust.ProjectStateChanged;
import java.util.HashMap;
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
 * come, also when one of them ends a policy; a revoked login session stays revoked. Written by one thread at a time, read by any.
 */
final class TrustEntries {

    private final Map<String, TrustEntry> byKey = new ConcurrentHashMap<>();
    private final Map<String, Long> endedPolicies = new HashMap<>();
    private final AtomicLong revision = new AtomicLong();
    private final AtomicLong policyRevision = new AtomicLong();
    private final Sinks.Many<String> changedKeys = Sinks.many().multicast().directBestEffort();

    /** Ignores what is older than what is known. */
    synchronized void apply(TrustEntry entry) {
        TrustEntry known = byKey.get(entry.key());
        if (known != null
                && (known.sequence() > entry.sequence() || known.event() instanceof LoginSessionStateChanged)) {
            return;
        }
        if (endedPolicies.getOrDefault(entry.key(), -1L) > entry.sequence()) {
            return;
        }
        TrustEntry before = byKey.put(entry.key(), entry);
        if (!entry.equals(before)) {
            changed(entry);
        }
    }

    synchronized void remove(String key) {
        TrustEntry known = byKey.remove(key);
        if (known != null) {
            changed(known);
        }
    }

    /** Unlike a login session a policy can come back, so that what it was before must not come late. */
    synchronized void endPolicy(String key, long sequence) {
        endedPolicies.merge(key, sequence, Math::max);
        TrustEntry known = byKey.get(key);
        if (known != null && known.sequence() <= sequence) {
            remove(key);
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

    Stream<PolicyStateChanged> policies() {
        return byKey.values().stream()
                .map(TrustEntry::event)
                .filter(PolicyStateChanged.class::isInstance)
                .map(PolicyStateChanged.class::cast);
    }

    List<TrustEntry> all() {
        return List.copyOf(byKey.values());
    }

    /** Grows with every change. */
    long revision() {
        return revision.get();
    }

    /** Grows with every change of a policy. */
    long policyRevision() {
        return policyRevision.get();
    }

    /** The key of each change from now on. */
    Flux<String> changes() {
        return changedKeys.asFlux();
    }

    private void changed(TrustEntry entry) {
        revision.incrementAndGet();
        if (entry.event() instanceof PolicyStateChanged) {
            policyRevision.incrementAndGet();
        }
        Sinks.EmitResult _ = changedKeys.tryEmitNext(entry.key()); // nobody may be waiting
    }
}
