package dev.steward.gateway.routes;

import dev.steward.gateway.upstream.CallSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.web.server.ServerWebExchange;

/** The plans of all routes, read and checked at start. */
public final class RoutePlans {

    private final Map<String, RoutePlan> plans;

    private RoutePlans(Map<String, RoutePlan> plans) {
        this.plans = Map.copyOf(plans);
    }

    /** Reads them all; fails with {@link IllegalStateException} naming every route whose metadata cannot be used. */
    public static RoutePlans of(List<RouteDefinition> routes, CallSettings defaults) {
        Map<String, RoutePlan> plans = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (RouteDefinition route : routes) {
            try {
                if (plans.put(route.getId(), RoutePlan.from(route.getMetadata(), defaults)) != null) {
                    problems.add("route " + route.getId() + ": defined twice");
                }
            } catch (IllegalArgumentException e) {
                problems.add("route " + route.getId() + ": " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalStateException("Routes cannot be used: " + String.join("; ", problems));
        }
        return new RoutePlans(plans);
    }

    /** The names of all services that routes lead to. */
    public Set<String> upstreams() {
        return plans.values().stream().map(RoutePlan::upstream).collect(Collectors.toUnmodifiableSet());
    }

    public RoutePlan of(Route route) {
        RoutePlan plan = plans.get(route.getId());
        if (plan == null) {
            throw new IllegalStateException("No plan for route " + route.getId());
        }
        return plan;
    }

    public RoutePlan of(ServerWebExchange exchange) {
        return of(exchange.<Route>getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR));
    }
}
