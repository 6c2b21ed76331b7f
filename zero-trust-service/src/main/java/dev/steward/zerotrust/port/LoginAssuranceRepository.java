package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.LoginSession;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** When a second factor was presented in a login session. Writes join the caller's transaction. */
public interface LoginAssuranceRepository {

    /** Empty when none was. */
    Mono<Instant> mfaAt(String loginSessionId);

    /** Empty when the login session is none of the user's, ended or was revoked, or the user is disabled. */
    Mono<Raised> raise(String loginSessionId, String userId, Instant mfaAt);

    /** A login session with whether this was the first second factor in it. */
    record Raised(LoginSession loginSession, boolean first) {}
}
