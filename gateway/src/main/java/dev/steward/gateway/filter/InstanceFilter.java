package dev.steward.gateway.filter;

import dev.steward.gateway.routes.RoutePlan;
import dev.steward.gateway.upstream.Attempts;
import dev.steward.gateway.upstream.Instance;
import dev.steward.gateway.upstream.Instances;
import dev.steward.gateway.upstream.UpstreamException;
import dev.steward.gateway.upstream.UpstreamFailure;
import dev.steward.gateway.upstream.Upstreams;
import java.net.ConnectException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.RouteToRequestUrlFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Decides for each call which instance of the service is asked: another one when it is made again. */
public final class InstanceFilter implements GlobalFilter, Ordered {

    private final Upstreams upstreams;

    public InstanceFilter(Upstreams upstreams) {
        this.upstreams = upstreams;
    }

    /** In the place of the filter that would take the address of the route. */
    @Override
    public int getOrder() {
        return RouteToRequestUrlFilter.ROUTE_TO_URL_FILTER_ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Attempts attempts = Attempts.of(exchange);
        @Nullable Instances instances = upstreams.of(RoutePlan.of(exchange).upstream());
        @Nullable Instance instance = instances == null ? null : instances.next(attempts.tried());
        if (instance == null) {
            return Mono.error(() -> new UpstreamException(new ConnectException("there is no instance")));
        }
        attempts.next(instance);
        URI asked = exchange.getRequest().getURI();
        String query = asked.getRawQuery();
        exchange.getAttributes()
                .put(
                        ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR,
                        URI.create(instance.address() + asked.getRawPath() + (query == null ? "" : "?" + query)));
        return chain.filter(exchange).doOnError(UpstreamException.class, error -> {
            if (error.failure() == UpstreamFailure.ABSENT) {
                upstreams.unreachable(instance);
            }
        });
    }
}
