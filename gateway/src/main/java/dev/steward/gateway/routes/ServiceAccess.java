package dev.steward.gateway.routes;

import dev.steward.kit.security.Route;
import dev.steward.kit.security.RouteTable;
import java.util.Set;

/**
 * What the routes of one service need.
 *
 * @param keyed those that take an idempotency key, because they create something
 */
public record ServiceAccess(RouteTable table, Set<Route> keyed) {

    public ServiceAccess {
        keyed = Set.copyOf(keyed);
    }
}
