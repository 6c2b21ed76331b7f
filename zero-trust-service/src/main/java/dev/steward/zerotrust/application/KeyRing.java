package dev.steward.zerotrust.application;

import dev.steward.events.trust.SigningKeysChanged;
import dev.steward.kit.outbox.Outbox;
import dev.steward.zerotrust.domain.SigningKey;
import dev.steward.zerotrust.port.SigningKeyRepository;
import dev.steward.zerotrust.port.TokenSigner;
import dev.steward.zerotrust.port.TrustEntryRepository;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The key that signs access tokens: made once, by whichever instance stores one first, and held in memory from then on. */
public class KeyRing {

    private final SigningKeyRepository keys;
    private final TrustEntryRepository entries;
    private final TokenSigner signer;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final Mono<SigningKey> current;

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
        this.current = loadOrCreate().cacheInvalidateIf(_ -> false);
    }

    public Mono<SigningKey> current() {
        return current;
    }

    /** The public halves as JSON Web Keys. */
    public Mono<List<Map<String, String>>> published() {
        return current.map(key -> List.of(signer.publicKey(key)));
    }

    /** The trust state entry of the key set, with nobody changing the set until the transaction ends. */
    Mono<Void> republish() {
        return entries.lock(TrustEntryRepository.KEYS).flatMap(this::append);
    }

    private Mono<SigningKey> loadOrCreate() {
        return Mono.defer(keys::active).switchIfEmpty(Mono.defer(this::create));
    }

    private Mono<SigningKey> create() {
        return Mono.fromCallable(signer::generate)
                .subscribeOn(Schedulers.boundedElastic()) // two primes of 1024 bits: up to seconds of CPU
                .flatMap(key -> keys.insertFirst(key, clock.instant())
                        .filter(first -> first)
                        .flatMap(_ -> entries.next(TrustEntryRepository.KEYS))
                        .flatMap(this::append)
                        .as(transaction::transactional))
                .then(Mono.defer(keys::active));
    }

    private Mono<Void> append(long sequence) {
        return keys.published().flatMap(published -> {
            var event = new SigningKeysChanged(
                    published.stream().map(signer::publicKey).toList());
            return outbox.append(TrustEntries.ofKeys(sequence, event));
        });
    }
}
