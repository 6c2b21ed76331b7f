package dev.steward.gateway.upstream;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How often instances are asked whether they are ready, and names which addresses they have. */
public record UpstreamSettings(
        @DefaultValue("1s") Duration probeInterval,
        @DefaultValue("5s") Duration resolveInterval) {

    public UpstreamSettings {
        if (!probeInterval.isPositive() || !resolveInterval.isPositive()) {
            throw new IllegalArgumentException("steward.gateway.upstreams: every duration has to be positive");
        }
    }
}
