package dev.steward.gateway.security;

import dev.steward.gateway.routes.RoutePlan;
import dev.steward.gateway.routes.ServiceAccess;
import dev.steward.kit.security.BearerToken;
import dev.steward.kit.security.Route;
import dev.steward.kit.security.RouteTable;
import dev.steward.kit.security.access.AccessRequest;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.TrustedProxies;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Lets a request pass to the service when the table of that service has it and {@link EdgeAccess} is not against it. A
 * program, which has a token of limited scope, has to send an idempotency key where something is created.
 */
public final class AccessGatewayFilterFactory extends AbstractGatewayFilterFactory<Object> {

    private static final String KEY = "Idempotency-Key";

    private final EdgeAccess access;
    private final TrustedProxies proxies;

    public AccessGatewayFilterFactory(EdgeAccess access, TrustedProxies proxies) {
        this.access = access;
        this.proxies = proxies;
    }

    @Override
    public GatewayFilter apply(Object config) {
        return (exchange, chain) -> decide(exchange).then(chain.filter(exchange));
    }

    private Mono<Void> decide(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        PathContainer path = request.getPath().pathWithinApplication();
        ServiceAccess service = RoutePlan.of(exchange).access();
        RouteTable table = service.table();
        Route route = table.find(request.getMethod(), path).orElse(null);
        if (route == null) {
            return Mono.error(table.refusal(request.getMethod(), path));
        }
        if (route.need() == Route.Need.NOTHING) {
            return Mono.empty();
        }
        return switch (Identity.of(exchange)) {
            case Identity.Anonymous(var refusal) -> opensByItself(request, route) ? Mono.empty() : Mono.error(refusal);
            case Identity.Known(var caller) ->
                access.decide(AccessRequest.of(caller, route, path, proxies.origin(request)))
                        .then(Mono.defer(() -> {
                            boolean keyless = !request.getHeaders().containsHeader(KEY);
                            return keyless
                                            && caller.scopes() != null
                                            && service.keyed().contains(route)
                                    ? Mono.error(Problem.invalid(KEY, "is required of programs, which try again"))
                                    : Mono.empty();
                        }));
        };
    }

    /** What a thing's own token opens only its service knows: it passes on unread, and its bearer stays nobody here. */
    private static boolean opensByItself(ServerHttpRequest request, Route route) {
        return route.ownToken() != null && BearerToken.isShown(request) && route.isOwn(BearerToken.of(request));
    }
}
