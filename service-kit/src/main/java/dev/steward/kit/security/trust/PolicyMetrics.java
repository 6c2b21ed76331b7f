package dev.steward.kit.security.trust;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** How many policies decide here, and whether they are all there are. */
final class PolicyMetrics {

    PolicyMetrics(TrustState state, TrustStateReader reader, MeterRegistry registry) {
        Gauge.builder(
                        "steward.access.policies",
                        state,
                        known -> known.policies().current().policies().size())
                .description("Policies that decide in this process")
                .register(registry);
        Gauge.builder("steward.access.policies.unreadable", reader, TrustStateReader::unreadablePolicies)
                .description("Policies whose latest version cannot be read here; what was known of them still decides")
                .register(registry);
    }
}
