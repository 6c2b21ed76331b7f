package dev.steward.gateway.limits;

import java.time.Duration;

/**
 * What a bucket said to one more request.
 *
 * @param plan name of the limit that applied
 * @param quota requests a minute
 * @param remaining requests that may follow at once
 * @param untilNext time until one more request is allowed, zero if one is
 * @param untilFull time until the whole quota is available again
 */
public record Allowance(
        String plan, boolean granted, int quota, long remaining, Duration untilNext, Duration untilFull) {}
