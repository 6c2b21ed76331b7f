package dev.steward.gateway.security;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Says in every answer what a browser may do with it: nothing, unless whoever answers says otherwise. Over TLS also that
 * it is to be asked for by TLS only.
 */
public final class SecurityHeadersFilter implements WebFilter, Ordered {

    /** Before anything that refuses. */
    static final int ORDER = TargetFilter.ORDER - 20;

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        boolean secure = exchange.getRequest().getSslInfo() != null;
        exchange.getResponse().beforeCommit(() -> {
            HttpHeaders headers = exchange.getResponse().getHeaders();
            unlessSaid(headers, "X-Content-Type-Options", "nosniff");
            unlessSaid(headers, "X-Frame-Options", "DENY");
            unlessSaid(headers, "Referrer-Policy", "no-referrer");
            unlessSaid(headers, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            unlessSaid(headers, "Cross-Origin-Resource-Policy", "same-origin");
            if (secure) {
                unlessSaid(headers, "Strict-Transport-Security", "max-age=31536000");
            }
            return Mono.empty();
        });
        return chain.filter(exchange);
    }

    private static void unlessSaid(HttpHeaders headers, String name, String value) {
        if (!headers.containsHeader(name)) {
            headers.set(name, value);
        }
    }
}
