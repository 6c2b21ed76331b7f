package dev.steward.kit.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Answers {@code /health} and {@code /health/ready} with the actuator's liveness and readiness. */
final class HealthAliasFilter implements WebFilter, Ordered {

    private static final Map<String, String> ALIASES =
            Map.of("/health", "/actuator/health/liveness", "/health/ready", "/actuator/health/readiness");

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 20;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        @Nullable String probe = ALIASES.get(exchange.getRequest().getPath().value());
        return probe == null
                ? chain.filter(exchange)
                : chain.filter(exchange.mutate()
                        .request(request -> request.path(probe))
                        .build());
    }
}
