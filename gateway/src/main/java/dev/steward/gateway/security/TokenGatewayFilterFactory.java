package dev.steward.gateway.security;

import dev.steward.gateway.routes.RoutePlan;
import dev.steward.gateway.routes.RoutePlans;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
import reactor.core.publisher.Mono;

/** Lets callers with a valid token pass, and anybody on routes that are open. What they may do, the services decide. */
public final class TokenGatewayFilterFactory extends AbstractGatewayFilterFactory<Object> {

    private final RoutePlans plans;

    public TokenGatewayFilterFactory(RoutePlans plans) {
        this.plans = plans;
    }

    @Override
    public GatewayFilter apply(Object config) {
        return (exchange, chain) -> {
            boolean open = plans.of(exchange).access() == RoutePlan.Access.OPEN;
            return !open && Identity.of(exchange) instanceof Identity.Anonymous anonymous
                    ? Mono.error(anonymous.refusal())
                    : chain.filter(exchange);
        };
    }
}
