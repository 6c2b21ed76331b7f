package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.KeySet;
import dev.steward.zerotrust.domain.KeyStanding;
import dev.steward.zerotrust.domain.SigningKey;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** The signing keys, their private halves sealed with the master key. Writes join the caller's transaction. */
public interface SigningKeyRepository {

    /** Every key whose signatures count; empty before the first start has made one. */
    Mono<KeySet> keySet();

    /** How each of them stands, newest first. */
    Mono<List<KeyStanding>> standings();

    /** False when another instance was first; nothing is stored then. */
    Mono<Boolean> insertFirst(SigningKey key, Instant now);

    /** Stores the key that signs from then on; false, and nothing is stored, when there is such a key already. */
    Mono<Boolean> insertNext(SigningKey key, Instant now, Instant activateAt);

    /** Lets the next key sign if its time has come; the one before it is retired until its last token has expired. */
    Mono<Boolean> activateNext(Instant now, Instant withdrawAt);

    /** Deletes the retired keys whose last token has expired; false when there is none. */
    Mono<Boolean> withdraw(Instant now);

    /** Whether the active key has signed since before that time and no other is to follow it yet. */
    Mono<Boolean> activeSinceBefore(Instant time);
}
