package dev.steward.gateway.filter;

import dev.steward.kit.web.Correlation;
import dev.steward.kit.web.TrustedProxies;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * Headers by which a client could pretend to be somebody or somewhere else do not pass; where the request came from is
 * said anew, from the connection it came by or by the word of a proxy of ours.
 */
public final class EdgeHeaders implements HttpHeadersFilter, Ordered {

    private static final List<String> PREFIXES = List.of(
            "x-user",
            "x-auth",
            "x-forwarded",
            "x-original",
            "x-rewrite",
            "x-remote",
            "x-client",
            "x-steward",
            "x-envoy");

    private static final Set<String> NAMES = Set.of(
            "forwarded",
            "x-real-ip",
            "x-cluster-client-ip",
            "true-client-ip",
            "client-ip",
            "x-roles",
            "x-principal",
            "x-tenant",
            "x-caller",
            // Services take tokens only.
            "x-api-key",
            "x-http-method-override",
            "x-method-override",
            "proxy-connection",
            // Answered here: the client has already been told to go on when its body is read.
            "expect");

    private final TrustedProxies proxies;

    public EdgeHeaders(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    /** After the filter that drops hop-by-hop headers, which a client may extend by {@code Connection}. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        HttpHeaders passed = new HttpHeaders();
        input.headerSet().forEach(header -> {
            if (!isStripped(header.getKey())) {
                passed.addAll(header.getKey(), header.getValue());
            }
        });
        ServerHttpRequest request = exchange.getRequest();
        InetAddress client = proxies.origin(request);
        if (client != null) {
            passed.set("X-Forwarded-For", client.getHostAddress());
        }
        passed.set("X-Forwarded-Proto", request.getSslInfo() == null ? "http" : "https");
        String host = request.getHeaders().getFirst(HttpHeaders.HOST);
        if (host != null) {
            passed.set("X-Forwarded-Host", host);
        }
        String traceId = exchange.getAttribute(Correlation.KEY);
        if (traceId != null) {
            passed.set(Correlation.HEADER, traceId);
        }
        return passed;
    }

    private static boolean isStripped(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace('_', '-');
        return NAMES.contains(plain) || PREFIXES.stream().anyMatch(plain::startsWith);
    }
}
