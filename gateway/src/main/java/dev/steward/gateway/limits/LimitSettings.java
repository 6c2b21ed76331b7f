package dev.steward.gateway.limits;

import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Requests a minute of an address that shows no valid token and of a caller that does, the roles that have no limit,
 * and how many buckets are remembered.
 */
public record LimitSettings(
        @DefaultValue("100") int unauthenticated,
        @DefaultValue("1000") int caller,
        @DefaultValue({"admin", "performance"}) Set<String> unlimitedRoles,
        @DefaultValue("100000") int buckets) {

    public LimitSettings {
        if (unauthenticated < 1 || caller < 1 || buckets < 1) {
            throw new IllegalArgumentException("steward.gateway.limits: every number has to be at least 1");
        }
        unlimitedRoles = Set.copyOf(unlimitedRoles);
    }
}
