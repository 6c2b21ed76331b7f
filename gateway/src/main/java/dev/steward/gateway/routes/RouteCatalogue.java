package dev.steward.gateway.routes;

import java.util.Map;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import reactor.core.publisher.Flux;

/** The routes that requests are given now; one that has its route already keeps it when they are replaced. */
public final class RouteCatalogue implements RouteLocator {

    private volatile RouteSet routes;

    public RouteCatalogue(RouteSet routes) {
        this.routes = routes;
    }

    public RouteSet now() {
        return routes;
    }

    public void replace(RouteSet others) {
        routes = others;
    }

    @Override
    public Flux<Route> getRoutes() {
        return Flux.defer(() -> Flux.fromIterable(routes.routes()));
    }

    @Override
    public Flux<Route> getRoutesByMetadata(Map<String, Object> metadata) {
        return getRoutes().filter(route -> RouteLocator.matchMetadata(route.getMetadata(), metadata));
    }
}
