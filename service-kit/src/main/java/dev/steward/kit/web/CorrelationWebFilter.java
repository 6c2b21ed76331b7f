package dev.steward.kit.web;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Gives every request its trace id, returns it, and hands it on: to the Reactor context, and as a request header to
 * whatever the exchange is proxied to. The W3C trace id stands in for one that is missing or malformed.
 */
public final class CorrelationWebFilter implements WebFilter, Ordered {

    private final @Nullable Tracer tracer;

    public CorrelationWebFilter(@Nullable Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 10;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return Mono.deferContextual(context -> {
            String id = idOf(exchange);
            exchange.getAttributes().put(Correlation.KEY, id);
            exchange.getResponse().getHeaders().set(Correlation.HEADER, id);
            ServerWebExchange identified = exchange.mutate()
                    .request(request -> request.header(Correlation.HEADER, id))
                    .build();
            return chain.filter(identified).contextWrite(Correlation.with(id).readOnly());
        });
    }

    private String idOf(ServerWebExchange exchange) {
        String asked = exchange.getRequest().getHeaders().getFirst(Correlation.HEADER);
        if (asked != null && Correlation.isValid(asked)) {
            return asked;
        }
        Span span = tracer == null ? null : tracer.currentSpan();
        return span == null ? Correlation.fresh() : span.context().traceId();
    }
}
