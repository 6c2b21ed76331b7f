package dev.steward.gateway.routes;

import org.springframework.cloud.gateway.config.GlobalCorsProperties;
import org.springframework.cloud.gateway.handler.FilteringWebHandler;
import org.springframework.cloud.gateway.handler.RoutePredicateHandlerMapping;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.env.Environment;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Finds the route of a request by its path, instead of asking one route after the other. */
public final class RouteHandlerMapping extends RoutePredicateHandlerMapping {

    private final RouteCatalogue catalogue;

    public RouteHandlerMapping(
            FilteringWebHandler handler, RouteCatalogue catalogue, GlobalCorsProperties cors, Environment environment) {
        super(handler, catalogue, cors, environment);
        this.catalogue = catalogue;
    }

    @Override
    protected Mono<Route> lookupRoute(ServerWebExchange exchange) {
        return Mono.justOrEmpty(catalogue
                .now()
                .find(
                        exchange.getRequest().getMethod(),
                        exchange.getRequest().getPath().pathWithinApplication()));
    }
}
