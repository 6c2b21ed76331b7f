package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.TrustScore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request besides who makes it. What is not known is absent.
 *
 * @param mfa whether a second factor was presented in the login session
 * @param compliance of the device, from 0 to 100
 */
public record RequestEvidence(
        TrustScore score,
        boolean mfa,
        @Nullable Double compliance,
        @Nullable Duration postureAge,
        @Nullable String location) {

    /** Of a request of nobody. */
    public static final RequestEvidence NONE = new RequestEvidence(new TrustScore(0, 0, 0), false, null, null, null);
}
