package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.ApiKey;
import dev.steward.zerotrust.domain.ApiKeySecret;
import dev.steward.zerotrust.domain.PresentedSecret;
import dev.steward.zerotrust.domain.SecretId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

public class FakeApiKeyRepository implements ApiKeyRepository {

    private final UserRepository users;
    private final Map<String, Row> rows = new ConcurrentHashMap<>();

    private record Row(
            ApiKey key, ApiKeySecret secret, @Nullable ApiKeySecret previous, long eventSequence) {

        boolean takes(ApiKeySecret typed, Instant now) {
            Instant previousUntil = key.previousUntil();
            return key.expiresAt().isAfter(now)
                    && (typed.equals(secret)
                            || (typed.equals(previous) && previousUntil != null && previousUntil.isAfter(now)));
        }

        /** Each rotation takes a sequence and gives a secret. */
        SecretId newest() {
            return new SecretId(key.id(), eventSequence - 1);
        }

        PresentedSecret presented(ApiKeySecret typed) {
            return typed.equals(secret)
                    ? new PresentedSecret(newest(), null)
                    : new PresentedSecret(newest().before(1), key.previousUntil());
        }

        boolean stands(SecretId id, Instant now) {
            Instant previousUntil = key.previousUntil();
            return key.expiresAt().isAfter(now)
                    && (id.equals(newest())
                            || (id.equals(newest().before(1)) && previousUntil != null && previousUntil.isAfter(now)));
        }

        Changed changed() {
            return new Changed(key, eventSequence, newest());
        }

        Changed removed() {
            return new Changed(key, eventSequence + 1, newest());
        }
    }

    public FakeApiKeyRepository(UserRepository users) {
        this.users = users;
    }

    @Override
    public Mono<Boolean> insert(ApiKey key, ApiKeySecret secret, int most) {
        return Mono.fromSupplier(() -> {
            if (of(key.ownerId()).count() >= most) {
                return false;
            }
            rows.put(key.id(), new Row(key, secret, null, 1));
            return true;
        });
    }

    @Override
    public Mono<ApiKey> find(String id) {
        return Mono.fromSupplier(() -> rows.get(id)).map(Row::key);
    }

    @Override
    public Mono<List<ApiKey>> list(String ownerId, long offset, int limit) {
        return Mono.fromSupplier(() -> of(ownerId)
                .sorted(Comparator.comparing(ApiKey::id).reversed())
                .skip(offset)
                .limit(limit)
                .toList());
    }

    @Override
    public Mono<Long> count(String ownerId) {
        return Mono.fromSupplier(() -> of(ownerId).count());
    }

    @Override
    public Mono<Changed> rotate(String id, ApiKeySecret secret, Instant previousUntil, @Nullable Instant expiresAt) {
        return Mono.fromSupplier(() -> rows.computeIfPresent(id, (_, row) -> {
                    ApiKey key = row.key();
                    Instant expires = expiresAt == null ? key.expiresAt() : expiresAt;
                    return new Row(
                            with(key, expires, key.lastUsedAt(), previousUntil),
                            secret,
                            row.secret(),
                            row.eventSequence() + 1);
                }))
                .map(Row::changed);
    }

    @Override
    public Mono<Changed> remove(String id) {
        return Mono.fromSupplier(() -> rows.remove(id)).map(Row::removed);
    }

    @Override
    public Mono<List<Changed>> removeAll(String ownerId) {
        return Mono.fromSupplier(() -> of(ownerId).toList().stream()
                .map(key -> rows.remove(key.id()))
                .map(Row::removed)
                .toList());
    }

    @Override
    public Mono<Presented> present(ApiKeySecret secret, Instant now) {
        return Mono.fromSupplier(() -> rows.get(secret.id()))
                .filter(row -> row.takes(secret, now))
                .flatMap(row -> users.find(row.key().ownerId())
                        .filter(owner -> !owner.disabled())
                        .map(owner -> new Presented(row.key(), owner, row.presented(secret))));
    }

    @Override
    public Mono<Boolean> stands(SecretId secret, String ownerId, Instant issuedAt, Instant now) {
        return Mono.fromSupplier(() -> rows.get(secret.credentialId()))
                .filter(row -> row.key().ownerId().equals(ownerId) && row.stands(secret, now))
                .flatMap(_ -> users.find(ownerId))
                .filter(user -> !user.disabled())
                .filter(user -> user.tokensCount(issuedAt))
                .hasElement();
    }

    @Override
    public Mono<Void> used(String id, Instant now, Instant unlessSince) {
        return Mono.fromRunnable(() -> rows.computeIfPresent(id, (_, row) -> {
            Instant last = row.key().lastUsedAt();
            return last == null || last.isBefore(unlessSince)
                    ? new Row(
                            with(
                                    row.key(),
                                    row.key().expiresAt(),
                                    now,
                                    row.key().previousUntil()),
                            row.secret(),
                            row.previous(),
                            row.eventSequence())
                    : row;
        }));
    }

    private Stream<ApiKey> of(String ownerId) {
        return rows.values().stream().map(Row::key).filter(key -> key.ownerId().equals(ownerId));
    }

    private static ApiKey with(
            ApiKey key, Instant expiresAt, @Nullable Instant lastUsedAt, @Nullable Instant previousUntil) {
        return new ApiKey(
                key.id(),
                key.ownerId(),
                key.name(),
                key.scopes(),
                key.createdAt(),
                expiresAt,
                lastUsedAt,
                previousUntil);
    }
}
