package dev.steward.gateway.security;

import dev.steward.kit.security.BearerToken;
import dev.steward.kit.web.Problem;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Verifies the bearer token of every request that has one, before its route is known, because limits count callers on
 * all paths. A token that does not hold refuses nothing yet: open routes do not ask for one.
 */
public final class IdentityFilter implements WebFilter, Ordered {

    public static final int ORDER = TargetFilter.ORDER + 10;

    private final TokenCallers callers;

    public IdentityFilter(TokenCallers callers) {
        this.callers = callers;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (exchange.getAttribute(Identity.ATTRIBUTE) != null) {
            return chain.filter(exchange); // it came with an API key, and was looked at
        }
        return identify(exchange).flatMap(identity -> {
            exchange.getAttributes().put(Identity.ATTRIBUTE, identity);
            return chain.filter(exchange);
        });
    }

    private Mono<Identity> identify(ServerWebExchange exchange) {
        return Mono.fromSupplier(() -> BearerToken.of(exchange.getRequest()))
                .flatMap(callers::of)
                .onErrorResume(Problem.class, refusal -> Mono.just(new Identity.Anonymous(refusal)));
    }
}
