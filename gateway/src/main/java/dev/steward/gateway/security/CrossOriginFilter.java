package dev.steward.gateway.security;

import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import java.time.Duration;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsProcessor;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets pages of the configured origins use the API, and refuses those of all others. Never with cookies: whoever calls
 * shows a token. Where no origin is configured a browser keeps answers from pages by itself.
 */
public final class CrossOriginFilter implements WebFilter, Ordered {

    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final CorsProcessor processor = new DefaultCorsProcessor();
    private final CorsConfiguration configuration = new CorsConfiguration();
    private final boolean configured;

    public CrossOriginFilter(List<String> origins) {
        configured = !origins.isEmpty();
        configuration.setAllowedOrigins(origins);
        configuration.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        configuration.setAllowedHeaders(List.of(
                "Authorization",
                "Content-Type",
                "Idempotency-Key",
                "If-Match",
                "Last-Event-ID",
                "X-API-Key",
                "X-Trace-ID"));
        configuration.setExposedHeaders(List.of(
                "Allow",
                "ETag",
                "Idempotency-Replayed",
                "Location",
                "RateLimit",
                "RateLimit-Policy",
                "Retry-After",
                "WWW-Authenticate",
                "X-Trace-ID"));
        configuration.setMaxAge(REMEMBERED);
    }

    @Override
    public int getOrder() {
        return TargetFilter.ORDER - 10;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!configured) {
            return chain.filter(exchange);
        }
        if (!processor.process(configuration, exchange)) {
            return Mono.error(new Problem(ProblemCode.FORBIDDEN, "Pages of this origin may not use the API."));
        }
        boolean preflight = exchange.getRequest().getMethod().equals(HttpMethod.OPTIONS)
                && CorsUtils.isPreFlightRequest(exchange.getRequest());
        return preflight ? exchange.getResponse().setComplete() : chain.filter(exchange);
    }
}
