package dev.steward.gateway.apikeys;

import dev.steward.gateway.security.Identity;
import dev.steward.gateway.security.IdentityFilter;
import dev.steward.kit.security.BearerToken;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.kit.web.TrustedProxies;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets a request with {@code X-API-Key} go on as one with a bearer token, which is all that anything behind knows. A key that
 * does not hold refuses nothing yet, as such a token does not.
 */
public final class ApiKeyFilter implements WebFilter, Ordered {

    private final ApiKeyTokens tokens;
    private final TrustedProxies proxies;

    public ApiKeyFilter(ApiKeyTokens tokens, TrustedProxies proxies) {
        this.tokens = tokens;
        this.proxies = proxies;
    }

    @Override
    public int getOrder() {
        return IdentityFilter.ORDER - 5;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        List<String> keys = request.getHeaders().getOrEmpty(Identity.API_KEY);
        if (keys.isEmpty()) {
            return chain.filter(exchange);
        }
        if (keys.size() > 1 || BearerToken.isShown(request)) {
            return Mono.error(
                    new Problem(ProblemCode.BAD_REQUEST, "There is more than one of API keys and other credentials."));
        }
        return tokens.enter(keys.getFirst(), proxies.origin(request))
                .map(entry -> {
                    exchange.getAttributes().put(Identity.ATTRIBUTE, new Identity.Known(entry.caller()));
                    return bearing(entry.token(), exchange);
                })
                .onErrorResume(Problem.class, refusal -> {
                    exchange.getAttributes().put(Identity.ATTRIBUTE, new Identity.Anonymous(refusal));
                    return Mono.just(exchange);
                })
                .flatMap(chain::filter);
    }

    private static ServerWebExchange bearing(String token, ServerWebExchange exchange) {
        return exchange.mutate()
                .request(request -> request.headers(headers -> {
                    headers.remove(Identity.API_KEY);
                    headers.setBearerAuth(token);
                }))
                .build();
    }
}
