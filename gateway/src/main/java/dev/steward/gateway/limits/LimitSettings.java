package dev.steward.gateway.limits;

import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Requests a minute of each plan, the roles that have no limit, and how many buckets are remembered. Whoever shows no valid
 * token has the basic plan, by address.
 */
public record LimitSettings(
        @DefaultValue("100") int basic,
        @DefaultValue("1000") int standard,
        @DefaultValue({"admin", "performance"}) Set<String> unlimitedRoles,
        @DefaultValue("100000") int buckets) {

    public LimitSettings {
        if (basic < 1 || standard < 1 || buckets < 1) {
            throw new IllegalArgumentException("steward.gateway.limits: every number has to be at least 1");
        }
        unlimitedRoles = Set.copyOf(unlimitedRoles);
    }
}
