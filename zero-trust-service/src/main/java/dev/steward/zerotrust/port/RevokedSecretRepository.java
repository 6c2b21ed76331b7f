package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.RevokedLoginSession;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * The secrets of programs whose tokens end before their time, as login sessions do: by the name the tokens have for them,
 * until no token can name them any more. Writes join the caller's transaction.
 */
public interface RevokedSecretRepository {

    /** Keeps that a secret ends then; of several times the earliest counts. */
    Mono<Void> end(String secretId, String ownerId, Instant at, Instant tokensExpireAt);

    /** Takes some that have ended by now and are not told of yet; each is given once. */
    Mono<List<RevokedLoginSession>> takeEnded(Instant now, int limit);

    /** Those told of, in the order of their ids, after one of them; each stays as it is until the transaction ends. */
    Mono<List<RevokedLoginSession>> lockToldAfter(String lastId, int limit);

    /** Deletes some that no token can name any more; each is given once, with the sequence after that of its end. */
    Mono<List<RevokedLoginSession>> forget(Instant now, int limit);
}
