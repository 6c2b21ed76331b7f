package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.MfaChallenge;
import dev.steward.zerotrust.domain.MfaToken;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** The logins that wait for a second factor. Writes join the caller's transaction. */
public interface MfaChallengeRepository {

    /** Forgets those of the user that ended, so that they do not pile up. What cannot be the id of a device is kept as one that
     * nobody has. */
    Mono<Void> issue(MfaToken token, MfaChallenge challenge, int attempts, Instant now, Instant expiresAt);

    /**
     * Takes one attempt and says whose login it is; the challenge is locked until the transaction ends. Empty when there
     * is no such challenge, it ended, or no attempt is left.
     */
    Mono<MfaChallenge> attempt(MfaToken token, Instant now);

    /** The challenge is met and cannot be used again. */
    Mono<Void> finish(MfaToken token);
}
