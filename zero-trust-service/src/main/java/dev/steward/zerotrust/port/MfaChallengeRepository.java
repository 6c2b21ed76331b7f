package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.MfaToken;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** The logins that wait for a second factor. Writes join the caller's transaction. */
public interface MfaChallengeRepository {

    /** Forgets those of the user that ended, so that they do not pile up. */
    Mono<Void> issue(MfaToken token, String userId, int attempts, Instant now, Instant expiresAt);

    /**
     * Takes one attempt and says whose login it is; the challenge is locked until the transaction ends. Empty when there
     * is no such challenge, it ended, or no attempt is left.
     */
    Mono<String> attempt(MfaToken token, Instant now);

    /** The challenge is met and cannot be used again. */
    Mono<Void> finish(MfaToken token);
}
