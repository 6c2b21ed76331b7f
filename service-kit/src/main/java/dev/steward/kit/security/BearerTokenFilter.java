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
    private final OwnTokens ownTokens;

    public BearerTokenFilter(
            RouteTable routes,
            TokenVerifier tokens,
            TokenStanding standing,
            RouteAccess access,
            TrustedProxies proxies,
            OwnTokens ownTokens) {
        this.routes = routes;
        this.tokens = tokens;
        this.standing = standing;
        this.access = access;
        this.proxies = proxies;
        this.ownTokens = ownTokens;
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
        return Mono.fromSupplier(() -> BearerToken.of(exchange.getRequest()))
                .flatMap(token -> route.isOwn(token)
                        ? enterByOwnToken(token, route, path, chain.filter(exchange))
                        : enter(token, route, exchange, chain.filter(exchange)));
    }

    private Mono<Void> enter(String token, Route route, ServerWebExchange exchange, Mono<Void> answer) {
        Mono<Caller> known = caller(token);
        return known.flatMap(caller -> {
            PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
            var request = AccessRequest.of(caller, route, path, proxies.origin(exchange.getRequest()));
            return access.decide(request).then(answer).contextWrite(context -> new StandingAccess(caller, known.then())
                    .in(caller.in(context))
                    .put(Route.class, route)
                    .put(AccessRequest.class, request));
        });
    }

    /** No roles and no policies: the token is good for this one thing, whoever has it. */
    private Mono<Void> enterByOwnToken(String token, Route route, PathContainer path, Mono<Void> answer) {
        String id = AccessRequest.idIn(path, route);
        Mono<Void> open = id == null
                ? Mono.error(() -> BearerToken.refused("The token is for one thing."))
                : ownTokens.open(token, id);
        return open.then(answer)
                .contextWrite(
                        context -> new StandingAccess(null, open).in(context).put(Route.class, route));
    }

    private Mono<Caller> caller(String token) {
        return tokens.verify(token).onErrorMap(BearerTokenFilter::refusal).flatMap(this::standing);
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
