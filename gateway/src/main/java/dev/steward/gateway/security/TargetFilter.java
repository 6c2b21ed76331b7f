package dev.steward.gateway.security;

import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Refuses paths that could be read in two ways, before anything is decided by them. */
public final class TargetFilter implements WebFilter, Ordered {

    /** After the filter that gives the request its trace id. */
    public static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String refusal = RequestTarget.refusal(exchange.getRequest().getURI().getRawPath());
        return refusal == null ? chain.filter(exchange) : Mono.error(new Problem(ProblemCode.BAD_REQUEST, refusal));
    }
}
