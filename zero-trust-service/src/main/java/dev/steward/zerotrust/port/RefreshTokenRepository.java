package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.LoginSession;
import dev.steward.zerotrust.domain.RefreshToken;
import java.time.Instant;
import reactor.core.publisher.Mono;

/**
 * The refresh tokens, by their hashes. One that was rotated is kept as long as its login session, so that its reuse is
 * noticed. Writes join the caller's transaction.
 */
public interface RefreshTokenRepository {

    /** Empty when there is no such token. */
    Mono<Presented> find(RefreshToken token);

    /**
     * Puts a successor in the place of a token; of many attempts at once one succeeds. False, and nothing is stored, when
     * the token was rotated before or its login session does not stand.
     */
    Mono<Boolean> rotate(RefreshToken token, RefreshToken successor, Instant now);

    /**
     * What a token belongs to.
     *
     * @param rotated whether another has taken its place
     */
    record Presented(LoginSession loginSession, boolean rotated) {}
}
