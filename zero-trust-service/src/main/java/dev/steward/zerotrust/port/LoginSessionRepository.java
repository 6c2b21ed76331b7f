package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.LoginOrigin;
import dev.steward.zerotrust.domain.LoginSession;
import dev.steward.zerotrust.domain.OpenLoginSession;
import dev.steward.zerotrust.domain.RefreshToken;
import dev.steward.zerotrust.domain.RevokedLoginSession;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The login sessions. Writes join the caller's transaction. */
public interface LoginSessionRepository {

    /** False when the user was disabled meanwhile; nothing is stored then. */
    Mono<Boolean> open(LoginSession loginSession, RefreshToken refreshToken, LoginOrigin origin);

    /**
     * Whether the login session exists, has not expired, is not revoked, its user is not disabled, and tokens count that were
     * issued then.
     */
    Mono<Boolean> stands(String loginSessionId, String userId, Instant issuedAt, Instant now);

    /** Empty when the user has none of that id that goes on. */
    Mono<OpenLoginSession> findOpen(String id, String userId, Instant now);

    /** Those of a user that go on, newest first. */
    Mono<List<OpenLoginSession>> list(String userId, Instant now, long offset, int limit);

    Mono<Long> count(String userId, Instant now);

    /**
     * Empty when there is none that goes on.
     *
     * @param ownerId whose it has to be; null if anybody's
     * @param tokensExpireAt when no access token of it can be good any more
     */
    Mono<RevokedLoginSession> revoke(String id, @Nullable String ownerId, Instant now, Instant tokensExpireAt);

    /**
     * Revokes some of the user's, the oldest first; an empty list when none is left.
     *
     * @param keptId the one that goes on; null if none does
     */
    Mono<List<RevokedLoginSession>> revokeOthers(
            String userId, @Nullable String keptId, int limit, Instant now, Instant tokensExpireAt);

    /**
     * Those revoked that some token may still name, in the order of their ids, after one of them; each stays as it is until
     * the transaction ends.
     */
    Mono<List<RevokedLoginSession>> lockRevokedAfter(String lastId, int limit);

    /** Takes some revoked ones that no token can name any more; each is given once, with a sequence of its own. */
    Mono<List<RevokedLoginSession>> forget(Instant now, int limit);

    /** Deletes some that have expired, with their tokens, and tells how many; not what is yet to be forgotten. */
    Mono<Integer> deleteEnded(Instant now, int limit);
}
