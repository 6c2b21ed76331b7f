package dev.steward.cost;

import java.math.BigDecimal;
import java.time.Instant;

/** What one resource used in one window, from {@code windowStart} up to but excluding {@code windowEnd}. */
public record Usage(
        ResourceKind kind,
        String resourceId,
        String projectId,
        String userId,
        BigDecimal cpuSeconds,
        BigDecimal memoryGibSeconds,
        Instant windowStart,
        Instant windowEnd) {}
