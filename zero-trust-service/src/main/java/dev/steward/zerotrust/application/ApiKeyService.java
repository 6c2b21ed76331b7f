package dev.steward.zerotrust.application;

import static java.util.Objects.requireNonNull;

import dev.steward.events.UuidV7;
import dev.steward.events.trust.ApiKeyCreated;
import dev.steward.events.trust.ApiKeyRevoked;
import dev.steward.events.trust.CredentialChanged;
import dev.steward.events.trust.TrustEvent;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.zerotrust.domain.ApiKey;
import dev.steward.zerotrust.domain.ApiKeySecret;
import dev.steward.zerotrust.domain.Scopes;
import dev.steward.zerotrust.port.ApiKeyRepository;
import dev.steward.zerotrust.port.ApiKeyRepository.Changed;
import dev.steward.zerotrust.port.ApiKeyRepository.Presented;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Issues API keys, and says which are good. */
public class ApiKeyService {

    /** As many as an owner can have. */
    public static final int MOST = 50;

    /** How coarse the time of the last use is: a key that is used all the time is not written all the time. */
    private static final Duration USE_KEPT_EVERY = Duration.ofMinutes(1);

    private final ApiKeyRepository keys;
    private final SecretRevocation revocation;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public ApiKeyService(
            ApiKeyRepository keys,
            SecretRevocation revocation,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        this.keys = keys;
        this.revocation = revocation;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A key with its secret, which is shown once. */
    public record Issue(ApiKey key, ApiKeySecret secret) {}

    /** Empty when the owner has {@link #MOST}. */
    public Mono<Issue> issue(String ownerId, String name, Scopes scopes, Instant expiresAt) {
        return Mono.defer(() -> {
            var key = ApiKey.issued(UuidV7.next(clock), ownerId, name, scopes, clock.instant(), expiresAt);
            var secret = ApiKeySecret.random(key.id(), random);
            var event = new ApiKeyCreated(key.id(), ownerId, name, scopes.names(), expiresAt);
            return keys.insert(key, secret, MOST)
                    .filter(inserted -> inserted)
                    .flatMap(_ -> outbox.append(told(key.id(), 1, event)).thenReturn(new Issue(key, secret)))
                    .as(transaction::transactional);
        });
    }

    /** Empty when there is none. */
    public Mono<ApiKey> find(String id) {
        return keys.find(id);
    }

    /** Newest first. */
    public Mono<List<ApiKey>> list(String ownerId, long offset, int limit) {
        return keys.list(ownerId, offset, limit);
    }

    public Mono<Long> count(String ownerId) {
        return keys.count(ownerId);
    }

    /**
     * Gives the key another secret; the one before is good for the overlap. Empty when there is no such key.
     *
     * @param expiresAt when the key expires from now on; null leaves that as it is
     * @param by who wants it, in the words of CAEP
     */
    public Mono<Issue> rotate(String id, Duration overlap, @Nullable Instant expiresAt, String by) {
        return Mono.defer(() -> {
            var secret = ApiKeySecret.random(id, random);
            return keys.rotate(id, secret, clock.instant().plus(overlap), expiresAt)
                    .delayUntil(changed ->
                            revocation.rotated(changed.secret(), changed.key().ownerId(), endOfPrevious(changed.key())))
                    .flatMap(changed -> outbox.append(told(changed, rotated(changed.key(), by)))
                            .thenReturn(new Issue(changed.key(), secret)))
                    .as(transaction::transactional);
        });
    }

    /** False when there is none. The tokens it was exchanged for are good no more. */
    public Mono<Boolean> revoke(String id) {
        return keys.remove(id)
                .delayUntil(removed -> revocation.removed(
                        removed.secret(), removed.key().ownerId(), removed.key().previousUntil()))
                .flatMap(removed ->
                        outbox.append(told(removed, revoked(removed))).thenReturn(true))
                .defaultIfEmpty(false)
                .as(transaction::transactional);
    }

    /** Revokes every key of an owner who is gone, and whose tokens have ended with that; joins the caller's transaction. */
    Mono<Void> revokeAll(String ownerId) {
        return keys.removeAll(ownerId)
                .filter(all -> !all.isEmpty())
                .flatMap(all -> outbox.append(all.stream()
                        .map(removed -> told(removed, revoked(removed)))
                        .toList()));
    }

    /** The key and its owner, of a key that is good now; that it was used is kept. */
    public Mono<Presented> present(String typed) {
        return Mono.justOrEmpty(ApiKeySecret.parse(typed)).flatMap(secret -> {
            Instant now = clock.instant();
            return keys.present(secret, now)
                    .delayUntil(presented -> used(presented.key(), now).as(transaction::transactional));
        });
    }

    private Mono<Void> used(ApiKey key, Instant now) {
        Instant kept = now.minus(USE_KEPT_EVERY);
        return key.lastUsedAt() != null && !key.lastUsedAt().isBefore(kept)
                ? Mono.empty()
                : keys.used(key.id(), now, kept);
    }

    private TrustEvent revoked(Changed removed) {
        return new ApiKeyRevoked(removed.key().id(), removed.key().ownerId(), clock.instant());
    }

    private CredentialChanged rotated(ApiKey key, String by) {
        return new CredentialChanged(
                CredentialChanged.CAEP,
                key.ownerId(),
                key.id(),
                "api-key",
                "update",
                by,
                clock.instant().getEpochSecond());
    }

    private static OutboxEvent told(Changed changed, TrustEvent event) {
        return told(changed.key().id(), changed.eventSequence(), event);
    }

    private static OutboxEvent told(String id, long sequence, TrustEvent event) {
        return new OutboxEvent("api-key", id, sequence, null, event);
    }

    private static Instant endOfPrevious(ApiKey rotated) {
        Instant until = requireNonNull(rotated.previousUntil());
        return until.isBefore(rotated.expiresAt()) ? until : rotated.expiresAt();
    }
}
