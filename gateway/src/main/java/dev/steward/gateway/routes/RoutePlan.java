package dev.steward.gateway.routes;

import java.time.Duration;
import java.util.Map;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;

/**
 * What applies to calls of one route, as YAML says or else as the settings do. A request keeps the plan of the route that
 * it was found to have, whatever becomes of the routes meanwhile.
 *
 * @param access what the service behind needs for each of its own routes
 * @param limits requests a minute to this route alone, by the plan of whoever asks
 */
public record RoutePlan(
        String id,
        String upstream,
        ServiceAccess access,
        Duration timeout,
        DataSize bodyLimit,
        RetryClass retry,
        Priority priority,
        Map<LimitPlan, Integer> limits) {

    static final String METADATA = RoutePlan.class.getName();

    public static RoutePlan of(Route route) {
        if (route.getMetadata().get(METADATA) instanceof RoutePlan plan) {
            return plan;
        }
        throw new IllegalStateException("No plan for route " + route.getId());
    }

    public static RoutePlan of(ServerWebExchange exchange) {
        return of(exchange.<Route>getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR));
    }
}
