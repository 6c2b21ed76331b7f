package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.SigningKey;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** The signing keys, their private halves sealed with the master key. Writes join the caller's transaction. */
public interface SigningKeyRepository {

    /** The key that signs; empty before the first start has made one. */
    Mono<SigningKey> active();

    /** Every key whose signatures count; the active one first. */
    Mono<List<SigningKey>> published();

    /** False when another instance was first; nothing is stored then. */
    Mono<Boolean> insertFirst(SigningKey key, Instant now);
}
