package dev.steward.zerotrust.domain;

import dev.steward.events.trust.LoginSessionRevoked;
import dev.steward.events.trust.LoginSessionStateChanged;
import java.time.Instant;
import java.util.Map;

/**
 * A login session that was ended before its time.
 *
 * @param tokensExpireAt when its last access token has expired
 * @param eventSequence the sequence of the events that tell of it
 */
public record RevokedLoginSession(
        String id, String userId, Instant revokedAt, Instant tokensExpireAt, long eventSequence) {

    public LoginSessionRevoked revoked(Revocation why) {
        return new LoginSessionRevoked(
                LoginSessionRevoked.CAEP,
                userId,
                id,
                why.initiator(),
                Map.of("en", why.reason()),
                revokedAt.getEpochSecond());
    }

    public LoginSessionStateChanged stateChanged() {
        return new LoginSessionStateChanged(id, userId, revokedAt, tokensExpireAt);
    }
}
