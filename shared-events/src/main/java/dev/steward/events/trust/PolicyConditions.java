package dev.steward.events.trust;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a policy applies; all that are given have to hold. A further kind of condition needs a new version of the type: a
 * reader that ignored it would allow too much.
 *
 * @param deviceComplianceMin from 0 to 100
 * @param networks CIDR blocks of IPv4 or IPv6, any one of them; none for anywhere
 * @param locations any one of them; none for anywhere
 * @param maxPostureAge ISO 8601
 */
public record PolicyConditions(
        boolean mfaRequired,
        @Nullable Double deviceComplianceMin,
        @Nullable PolicyTimeWindow timeWindow,
        List<String> networks,
        List<String> locations,
        @Nullable String maxPostureAge) {

    public static final PolicyConditions NONE = new PolicyConditions(false, null, null, List.of(), List.of(), null);

    public PolicyConditions {
        networks = List.copyOf(networks);
        locations = List.copyOf(locations);
    }
}
