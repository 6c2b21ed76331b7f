package dev.steward.kit.policy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a policy applies; what is absent or empty is no condition.
 *
 * @param networks any one of them
 * @param locations any one of them
 */
public record Conditions(
        boolean mfaRequired,
        @Nullable Double deviceComplianceMin,
        @Nullable TimeWindow timeWindow,
        List<Network> networks,
        Set<String> locations,
        @Nullable Duration maxPostureAge) {

    public static final Conditions NONE = new Conditions(false, null, null, List.of(), Set.of(), null);

    public Conditions {
        networks = List.copyOf(networks);
        locations = Set.copyOf(locations);
    }
}
