package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.MfaState;
import dev.steward.zerotrust.domain.TotpAuthenticator;
import dev.steward.zerotrust.domain.TotpStep;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** The authenticator apps of users, one each, with their recovery codes. Writes join the caller's transaction. */
public interface AuthenticatorRepository {

    /** In the place of one not confirmed yet; false when there is an active one, which stays. */
    Mono<Boolean> enrol(TotpAuthenticator pending, Instant now);

    /** The one not confirmed yet; empty when there is none. */
    Mono<TotpAuthenticator> pending(String userId);

    /** False when it is not the one that waits to be confirmed, or no longer. */
    Mono<Boolean> activate(TotpAuthenticator pending, TotpStep step);

    /** Of active authenticators only. */
    Mono<MfaState> state(String userId);

    /**
     * The active authenticator, for one guess, which counts as wrong until {@link #accept} or {@link #useRecoveryCode}
     * says otherwise. It is locked until the transaction ends. Empty when there is none, or when there were as many wrong
     * guesses in a row as allowed and the last one is not older than {@code lastFailureBefore}.
     */
    Mono<TotpAuthenticator> attempt(String userId, int allowed, Instant lastFailureBefore, Instant now);

    /** Remembers the step; false when it or a later one was accepted already. */
    Mono<Boolean> accept(String userId, TotpStep step);

    /** False when the user has no such code, or used it already. */
    Mono<Boolean> useRecoveryCode(String userId, byte[] hash, Instant now);

    /** In the place of all the active authenticator's codes; empty when there is none. */
    Mono<Change> replaceRecoveryCodes(String userId, List<byte[]> hashes);

    /** The active one with its recovery codes; empty when there is none. */
    Mono<Change> remove(String userId);

    /** Which authenticator was changed, and which of its events this is. */
    record Change(String authenticatorId, long eventSequence) {}
}
