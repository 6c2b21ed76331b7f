package dev.steward.kit.security.access;

import dev.steward.kit.policy.TrustScore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request besides who makes it. What is not known is absent.
 *
 * @param mfa whether a second factor was presented in the login session
 * @param compliance of the device, from 0 to 100
 * @param location what the place the request comes from is called
 */
public record RequestEvidence(
        TrustScore score,
        boolean mfa,
        @Nullable Double compliance,
        @Nullable Duration postureAge,
        @Nullable String location) {}
