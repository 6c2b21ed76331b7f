package dev.steward.gateway.upstream;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** When a route's breaker opens, for how long, and how many trial calls decide whether it closes. */
public record BreakerSettings(
        @DefaultValue("50") int failurePercent,
        @DefaultValue("10") int minimumCalls,
        @DefaultValue("10s") Duration window,
        @DefaultValue("30s") Duration open,
        @DefaultValue("3") int trialCalls,
        @DefaultValue("1s") Duration probeInterval) {

    public BreakerSettings {
        if (failurePercent < 1 || failurePercent > 100 || minimumCalls < 1 || trialCalls < 1) {
            throw new IllegalArgumentException(
                    "steward.gateway.breaker: failure-percent is 1 to 100, minimum-calls and trial-calls at least 1");
        }
        if (window.toSeconds() < 1 || !open.isPositive() || !probeInterval.isPositive()) {
            throw new IllegalArgumentException(
                    "steward.gateway.breaker: window is at least 1s, open and probe-interval are positive");
        }
    }
}
