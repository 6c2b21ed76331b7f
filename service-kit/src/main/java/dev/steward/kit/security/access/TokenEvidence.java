package dev.steward.kit.security.access;

import dev.steward.kit.policy.IpAddress;
import dev.steward.kit.policy.TrustScore;
import dev.steward.kit.security.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Knows what the token says and no more. What is not known earns no trust: a policy that wants some challenges, and one with
 * a condition about it does not allow.
 */
public final class TokenEvidence implements EvidenceSource {

    private static final TrustScore NO_TRUST = new TrustScore(0, 0, 0);

    @Override
    public Mono<RequestEvidence> of(Caller caller, @Nullable IpAddress from, Instant now) {
        return Mono.just(new RequestEvidence(NO_TRUST, caller.mfaAt() != null, null, null, null));
    }
}
