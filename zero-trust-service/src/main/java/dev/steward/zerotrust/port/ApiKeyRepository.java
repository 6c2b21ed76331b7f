package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.ApiKey;
import dev.steward.zerotrust.domain.ApiKeySecret;
import dev.steward.zerotrust.domain.PresentedSecret;
import dev.steward.zerotrust.domain.SecretId;
import dev.steward.zerotrust.domain.User;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The API keys of users; a revoked one is gone. Writes join the caller's transaction. */
public interface ApiKeyRepository {

    /** False when the owner has as many as allowed, also when several are issued at once. */
    Mono<Boolean> insert(ApiKey key, ApiKeySecret secret, int most);

    /** Empty when there is none. */
    Mono<ApiKey> find(String id);

    /** Newest first. */
    Mono<List<ApiKey>> list(String ownerId, long offset, int limit);

    Mono<Long> count(String ownerId);

    /**
     * Puts a secret in the place of another, which is good until then; empty when there is no such key.
     *
     * @param expiresAt when the key expires from now on; null leaves that as it is
     */
    Mono<Changed> rotate(String id, ApiKeySecret secret, Instant previousUntil, @Nullable Instant expiresAt);

    /** Empty when there is no such key. */
    Mono<Changed> remove(String id);

    /** Every key of the owner. */
    Mono<List<Changed>> removeAll(String ownerId);

    /** Empty unless the secret is good now: of a key that has not expired, and of an owner who is enabled. */
    Mono<Presented> present(ApiKeySecret secret, Instant now);

    /** Whether tokens of a secret that were issued then are good: its key is there and has not expired, and the secret is as {@link #present} has it. */
    Mono<Boolean> stands(SecretId secret, String ownerId, Instant issuedAt, Instant now);

    /** Keeps that the key was used, unless a use since then is kept already. */
    Mono<Void> used(String id, Instant now, Instant unlessSince);

    /**
     * What a change left or took away.
     *
     * @param eventSequence the sequence of the event that tells of it
     * @param secret the newest the key has or had
     */
    record Changed(ApiKey key, long eventSequence, SecretId secret) {}

    /** A key with its owner. */
    record Presented(ApiKey key, User owner, PresentedSecret secret) {}
}
