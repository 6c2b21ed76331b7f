package dev.steward.zerotrust.application;

import dev.steward.events.trust.SigningKeysChanged;
import dev.steward.kit.outbox.Outbox;
import dev.steward.zerotrust.domain.KeySet;
import dev.steward.zerotrust.domain.SigningKey;
import dev.steward.zerotrust.port.SigningKeyRepository;
import dev.steward.zerotrust.port.TokenSigner;
import dev.steward.zerotrust.port.TrustEntryRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The keys that sign access tokens. The first is made by whichever instance stores one first; what other instances change
 * is noticed within {@link #FRESH}.
 */
public final class KeyRing {

    /** Far shorter than a key is published before it signs, and counts after it signed last. */
    static final Duration FRESH = Duration.ofSeconds(10);

    private record Loaded(KeySet keys, Instant at) {}

    private final SigningKeyRepository keys;
    private final TrustEntryRepository entries;
    private final TokenSigner signer;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final AtomicReference<Instant> changed = new AtomicReference<>(Instant.MIN);
    private final AtomicReference<Optional<Loaded>> last = new AtomicReference<>(Optional.empty());
    private final Mono<Loaded> loaded;

    public KeyRing(
            SigningKeyRepository keys,
            TrustEntryRepository entries,
            TokenSigner signer,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        this.keys = keys;
        this.entries = entries;
        this.signer = signer;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
        // A failure is not remembered: the next caller tries again.
        this.loaded = loadOrCreate().cacheInvalidateIf(keySet -> isStale(keySet));
    }

    /** The key that signs now. */
    public Mono<SigningKey> current() {
        return keySet().map(KeySet::active);
    }

    public Mono<SigningKey> find(String keyId) {
        return keySet().flatMap(set -> Mono.justOrEmpty(set.find(keyId)));
    }

    /** The public halves as JSON Web Keys. */
    public Mono<List<Map<String, String>>> published() {
        return keySet().map(
                        set -> set.published().stream().map(signer::publicKey).toList());
    }

    /** The trust state entry of the key set, with nobody changing the set until the transaction ends. */
    Mono<Void> republish() {
        return entries.lock(TrustEntryRepository.KEYS).flatMap(this::append);
    }

    /** Makes a change of the set, if it is one, known; nobody else changes the set meanwhile. */
    Mono<Boolean> change(Mono<Boolean> change) {
        return entries.lock(TrustEntryRepository.KEYS)
                .then(change)
                .flatMap(changes -> changes
                        ? entries.next(TrustEntryRepository.KEYS)
                                .flatMap(this::append)
                                .thenReturn(true)
                        : Mono.just(false))
                .as(transaction::transactional)
                .doOnNext(changes -> {
                    if (changes) {
                        changed.set(clock.instant());
                    }
                });
    }

    Mono<SigningKey> generate() {
        return Mono.fromCallable(signer::generate)
                .subscribeOn(Schedulers.boundedElastic()); // two primes of 1024 bits: up to seconds of CPU
    }

    /** What was loaded before serves while the database is away. */
    private Mono<KeySet> keySet() {
        return loaded.onErrorResume(error -> last.get().map(Mono::just).orElseGet(() -> Mono.error(error)))
                .map(Loaded::keys);
    }

    private Mono<Loaded> loadOrCreate() {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            return keys.keySet()
                    .switchIfEmpty(Mono.defer(this::create))
                    .map(set -> new Loaded(set, now))
                    .doOnNext(fresh -> last.set(Optional.of(fresh)));
        });
    }

    private boolean isStale(Loaded known) {
        return !known.at().isAfter(changed.get())
                || !known.at().isAfter(clock.instant().minus(FRESH));
    }

    private Mono<KeySet> create() {
        return generate()
                .flatMap(key -> keys.insertFirst(key, clock.instant())
                        .filter(first -> first)
                        .flatMap(_ -> entries.next(TrustEntryRepository.KEYS))
                        .flatMap(this::append)
                        .as(transaction::transactional))
                .then(Mono.defer(keys::keySet));
    }

    private Mono<Void> append(long sequence) {
        return keys.keySet().flatMap(set -> {
            var event = new SigningKeysChanged(
                    set.published().stream().map(signer::publicKey).toList());
            return outbox.append(TrustEntries.ofKeys(sequence, event));
        });
    }
}
