package dev.steward.kit.security.access;

import dev.steward.kit.policy.IpAddress;
import dev.steward.kit.policy.score.KnownUser;
import dev.steward.kit.policy.score.LoginProof;
import dev.steward.kit.policy.score.Posture;
import dev.steward.kit.policy.score.TrustFacts;
import dev.steward.kit.policy.score.TrustParts;
import dev.steward.kit.policy.score.TrustScorer;
import dev.steward.kit.security.Caller;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Puts what the token says of the login together with what is known of the user, wherever that was read. */
public record CallerEvidence(TrustScorer scorer) {

    /**
     * Adds up what is known.
     *
     * @param posture of the device that the token names, if it is the caller's own
     */
    public RequestEvidence of(
            Caller caller, KnownUser user, @Nullable Posture posture, @Nullable IpAddress from, Instant now) {
        LoginProof login =
                caller.authenticatedAt() == null ? null : new LoginProof(caller.authenticatedAt(), caller.mfaAt());
        TrustParts parts = scorer.of(new TrustFacts(user, login, posture, from, null), now);
        return new RequestEvidence(
                parts.score(),
                caller.mfaAt() != null,
                posture == null ? null : posture.complianceScore(),
                posture == null ? null : Duration.between(posture.reportedAt(), now),
                parts.place() == null ? null : parts.place().name());
    }
}
