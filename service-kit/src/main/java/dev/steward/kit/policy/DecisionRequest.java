package dev.steward.kit.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who wants to do what, and under which circumstances. What is not known is absent and meets no condition.
 *
 * @param roles global ones and that in the project the resource belongs to
 * @param action such as {@code create}
 * @param deviceCompliance from 0 to 100
 */
public record DecisionRequest(
        Set<String> roles,
        String resource,
        String action,
        TrustLevel trustLevel,
        boolean mfa,
        @Nullable Double deviceCompliance,
        @Nullable Duration postureAge,
        @Nullable IpAddress sourceAddress,
        @Nullable String location,
        Instant at) {

    public DecisionRequest {
        roles = Set.copyOf(roles);
    }
}
