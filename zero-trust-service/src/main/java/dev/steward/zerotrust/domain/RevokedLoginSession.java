package dev.steward.zerotrust.domain;

import java.time.Instant;

/**
 * A login session that was ended before its time.
 *
 * @param tokensExpireAt when its last access token has expired
 * @param eventSequence the sequence of the events that tell of it
 */
public record RevokedLoginSession(
        String id, String userId, Instant revokedAt, Instant tokensExpireAt, long eventSequence) {}
