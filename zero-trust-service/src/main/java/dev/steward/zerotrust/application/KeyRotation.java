package dev.steward.zerotrust.application;

import dev.steward.zerotrust.domain.AuditEntry;
import dev.steward.zerotrust.domain.KeyStanding;
import dev.steward.zerotrust.domain.KeyTimes;
import dev.steward.zerotrust.domain.SigningKey;
import dev.steward.zerotrust.port.AuditTrail;
import dev.steward.zerotrust.port.SigningKeyRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * Lets signing keys follow each other without a token being refused: a key is published before it signs, and counts until
 * the last token it signed has expired. Every instance takes turns; the database lets each step happen once.
 */
public class KeyRotation {

    private final KeyRing ring;
    private final SigningKeyRepository keys;
    private final AuditTrail audit;
    private final KeyTimes times;
    private final Clock clock;

    public KeyRotation(KeyRing ring, SigningKeyRepository keys, AuditTrail audit, KeyTimes times, Clock clock) {
        this.ring = ring;
        this.keys = keys;
        this.audit = audit;
        this.times = times;
        this.clock = clock;
    }

    /** Publishes the key that signs next; empty when there is one already. */
    public Mono<KeyStanding> rotate() {
        return ring.current().then(ring.generate()).flatMap(key -> {
            Instant now = clock.instant();
            Instant activateAt = now.plus(times.lead());
            return ring.change(keys.insertNext(key, now, activateAt)
                            .delayUntil(inserted -> inserted ? audit.record(rotated(key, activateAt)) : Mono.empty()))
                    .filter(published -> published)
                    .map(_ -> new KeyStanding(key.keyId(), "next", now, activateAt, null));
        });
    }

    private static AuditEntry rotated(SigningKey key, Instant activateAt) {
        return AuditEntry.change(
                "signing-key.rotated", "signing-key", key.keyId(), null, Map.of("activate_at", activateAt.toString()));
    }

    public Mono<List<KeyStanding>> standings() {
        return keys.standings();
    }

    /** Does what is due. */
    public Mono<Void> turn() {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            return ring.change(keys.withdraw(now))
                    .then(ring.change(keys.activateNext(now, now.plus(times.lastToken()))))
                    .then(keys.activeSinceBefore(now.minus(times.rotation())))
                    .filter(due -> due)
                    .flatMap(_ -> rotate())
                    .then();
        });
    }
}
