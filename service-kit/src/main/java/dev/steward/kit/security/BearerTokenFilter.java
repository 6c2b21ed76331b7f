package dev.steward.kit.security;

import dev.steward.kit.security.access.AccessRequest;
import dev.steward.kit.security.trust.TokenStanding;
import dev.steward.kit.security.trust.TrustUnavailableException;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.TrustedProxies;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.server.PathContainer;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets a request through when the table of routes has it, its token is good for it and the policies are not against it, and
 * puts the caller and the route into the Reactor context. What is done inside a project is left to {@link ProjectAccess},
 * which knows the project.
 */
public final class BearerTokenFilter implements WebFilter, Ordered {

    private final RouteTable routes;
    private final TokenVerifier tokens;
    private final TokenStanding standing;
    private final RouteAccess access;
    private final TrustedProxies proxies;

    public BearerTokenFilter(
            RouteTable routes,
            TokenVerifier tokens,
            TokenStanding standing,
            RouteAccess access,
            TrustedProxies proxies) {
        this.routes = routes;
        this.tokens = tokens;
        this.standing = standing;
        this.access = access;
        this.proxies = proxies;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 100;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
        @Nullable
        Route route = routes.find(exchange.getRequest().getMethod(), path).orElse(null);
        if (route == null) {
            return Mono.error(routes.refusal(exchange.getRequest().getMethod(), path));
        }
        if (route.need() == Route.Need.NOTHING) {
            return chain.filter(exchange);
        }
        return caller(exchange).flatMap(caller -> {
            var request = AccessRequest.of(caller, route, path, proxies.origin(exchange.getRequest()));
            return access.decide(request).then(chain.filter(exchange)).contextWrite(context -> caller.in(context)
                    .put(Route.class, route)
                    .put(AccessRequest.class, request));
        });
    }

    private Mono<Caller> caller(ServerWebExchange exchange) {
        return Mono.fromSupplier(() -> BearerToken.of(exchange.getRequest().getHeaders()))
                .flatMap(token -> tokens.verify(token).onErrorMap(BearerTokenFilter::refusal))
                .flatMap(this::standing);
    }

    private static Problem refusal(Throwable error) {
        return error instanceof InvalidTokenException
                ? BearerToken.refused(String.valueOf(error.getMessage()))
                : Problem.unavailable(
                        "The key of the token cannot be looked up now.", KeySetUnavailableException.retryAfter(error));
    }

    private Mono<Caller> standing(Caller caller) {
        return standing.of(caller.loginSessionId(), caller.userId(), caller.issuedAt())
                .flatMap(answer -> switch (answer) {
                    case STANDS -> Mono.just(caller);
                    case REVOKED -> Mono.error(BearerToken.refused("The token was revoked."));
                    case UNKNOWN -> Mono.error(new TrustUnavailableException().answer());
                });
    }
}
