package dev.steward.gateway.filter;

import dev.steward.gateway.routes.RoutePlans;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Refuses a body larger than its route takes: by its length if it has one, else while it streams past. */
public final class BodyLimitGatewayFilterFactory extends AbstractGatewayFilterFactory<Object> {

    private final RoutePlans plans;

    public BodyLimitGatewayFilterFactory(RoutePlans plans) {
        this.plans = plans;
    }

    @Override
    public GatewayFilter apply(Object config) {
        return (exchange, chain) -> {
            HttpHeaders headers = exchange.getRequest().getHeaders();
            long limit = plans.of(exchange).bodyLimit().toBytes();
            long length = headers.getContentLength();
            if (length > limit) {
                return Mono.error(tooLarge(exchange, limit));
            }
            if (length == 0 || (length < 0 && !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING))) {
                return chain.filter(exchange);
            }
            ServerHttpRequest counted = new CountedBody(exchange, limit);
            return chain.filter(exchange.mutate().request(counted).build());
        };
    }

    private static Problem tooLarge(ServerWebExchange exchange, long limit) {
        // What is still on its way is not wanted, so the connection cannot be used again.
        exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
        return new Problem(ProblemCode.PAYLOAD_TOO_LARGE, "The body may have " + limit + " bytes at most.");
    }

    private static final class CountedBody extends ServerHttpRequestDecorator {

        private final ServerWebExchange exchange;
        private final long limit;

        CountedBody(ServerWebExchange exchange, long limit) {
            super(exchange.getRequest());
            this.exchange = exchange;
            this.limit = limit;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.defer(() -> {
                long[] seen = {0};
                return super.getBody().onErrorMap(ClientGoneException::new).<DataBuffer>handle((buffer, sink) -> {
                    seen[0] += buffer.readableByteCount();
                    if (seen[0] <= limit) {
                        sink.next(buffer);
                    } else {
                        DataBufferUtils.release(buffer);
                        sink.error(tooLarge(exchange, limit));
                    }
                });
            });
        }
    }
}
