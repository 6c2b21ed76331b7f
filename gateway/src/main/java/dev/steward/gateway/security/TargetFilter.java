package dev.steward.gateway.security;

import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/** Refuses paths and hosts that could be read in two ways, before anything is decided by them. */
public final class TargetFilter implements WebFilter, Ordered {

    /** After the filter that gives the request its trace id. */
    public static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        @Nullable String refusal = RequestTarget.refusal(request.getURI().getRawPath());
        if (refusal == null) {
            refusal = RequestHost.refusal(request.getHeaders().getOrEmpty(HttpHeaders.HOST), isOld(request));
        }
        return refusal == null ? chain.filter(exchange) : Mono.error(new Problem(ProblemCode.BAD_REQUEST, refusal));
    }

    private static boolean isOld(ServerHttpRequest request) {
        return ServerHttpRequestDecorator.getNativeRequest(request) instanceof HttpServerRequest http
                && http.version().equals(HttpVersion.HTTP_1_0);
    }
}
