package dev.steward.gateway.filter;

import dev.steward.gateway.routes.RoutePlan;
import dev.steward.gateway.upstream.Breakers;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;

/**
 * Lets a call through the breaker of its route. The breaker hears of the head of the answer, not of its end, so a
 * stream of hours is a call that went well after milliseconds.
 */
public final class BreakerGatewayFilterFactory extends AbstractGatewayFilterFactory<Object> {

    private final Breakers breakers;

    public BreakerGatewayFilterFactory(Breakers breakers) {
        this.breakers = breakers;
    }

    @Override
    public GatewayFilter apply(Object config) {
        return (exchange, chain) -> {
            Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
            return breakers.of(route.getId(), RoutePlan.of(route).upstream()).guard(chain.filter(exchange));
        };
    }
}
