package dev.steward.gateway.security;

import dev.steward.kit.security.BearerTokenFilter;
import dev.steward.kit.security.Route;
import dev.steward.kit.security.RouteTable;
import org.springframework.core.Ordered;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Decides of what the gateway answers itself as any service decides of its own; what is routed on is left alone. */
public final class OwnRoutesFilter implements WebFilter, Ordered {

    /** After limits have counted the request. */
    private static final int ORDER = IdentityFilter.ORDER + 20;

    private final RouteTable own;
    private final BearerTokenFilter filter;

    public OwnRoutesFilter(RouteTable own, BearerTokenFilter filter) {
        this.own = own;
        this.filter = filter;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        PathContainer path = request.getPath().pathWithinApplication();
        if (!own.covers(path)) {
            return chain.filter(exchange);
        }
        // There is no token to be refused in its place.
        return request.getHeaders().containsHeader(Identity.API_KEY)
                        && Identity.of(exchange) instanceof Identity.Anonymous(var refusal)
                        && own.find(request.getMethod(), path)
                                .filter(route -> route.need() != Route.Need.NOTHING)
                                .isPresent()
                ? Mono.error(refusal)
                : filter.filter(exchange, chain);
    }
}
