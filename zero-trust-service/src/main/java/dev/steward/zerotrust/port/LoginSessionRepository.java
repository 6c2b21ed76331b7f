package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.LoginSession;
import dev.steward.zerotrust.domain.RefreshToken;
import reactor.core.publisher.Mono;

/** The login sessions and the hashes of their refresh tokens. Writes join the caller's transaction. */
public interface LoginSessionRepository {

    /** False when the user was disabled meanwhile; nothing is stored then. */
    Mono<Boolean> open(LoginSession loginSession, RefreshToken refreshToken);

    /** Whether the login session exists, is not revoked, and its user is not disabled. */
    Mono<Boolean> stands(String loginSessionId, String userId);
}
