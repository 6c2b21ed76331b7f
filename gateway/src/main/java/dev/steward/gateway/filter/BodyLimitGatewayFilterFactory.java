package dev.steward.gateway.filter;

import dev.steward.gateway.routes.RoutePlan;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import java.time.Duration;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Refuses a body larger than its route takes: by its length if it has one, else while it streams past. A little of what
 * is too much is read before the answer, because a client that writes on into a closing connection sees a reset instead.
 */
public final class BodyLimitGatewayFilterFactory extends AbstractGatewayFilterFactory<Object> {

    private static final long COURTESY = DataSize.ofMegabytes(4).toBytes();
    private static final Duration COURTESY_TIME = Duration.ofSeconds(5);

    @Override
    public GatewayFilter apply(Object config) {
        return (exchange, chain) -> {
            HttpHeaders headers = exchange.getRequest().getHeaders();
            long limit = RoutePlan.of(exchange).bodyLimit().toBytes();
            long length = headers.getContentLength();
            if (length > limit) {
                return refused(exchange, limit, length);
            }
            if (length == 0 || (length < 0 && !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING))) {
                return chain.filter(exchange);
            }
            ServerHttpRequest counted = new CountedBody(exchange.getRequest(), limit);
            return chain.filter(exchange.mutate().request(counted).build());
        };
    }

    private static Mono<Void> refused(ServerWebExchange exchange, long limit, long length) {
        Mono<Void> refusal = Mono.defer(() -> Mono.error(tooLarge(limit)));
        if (length > limit + COURTESY) {
            return refusal;
        }
        return exchange.getRequest()
                .getBody()
                .doOnNext(DataBufferUtils::release)
                .then()
                .timeout(COURTESY_TIME, Mono.empty())
                .then(refusal);
    }

    private static Problem tooLarge(long limit) {
        return new Problem(ProblemCode.PAYLOAD_TOO_LARGE, "The body may have " + limit + " bytes at most.");
    }

    private static final class CountedBody extends ServerHttpRequestDecorator {

        private final long limit;

        CountedBody(ServerHttpRequest request, long limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.defer(() -> {
                Count count = new Count();
                return super.getBody()
                        .onErrorMap(ClientGoneException::new)
                        .<DataBuffer>handle((buffer, sink) -> {
                            count.seen += buffer.readableByteCount();
                            if (count.seen <= limit) {
                                sink.next(buffer);
                                return;
                            }
                            DataBufferUtils.release(buffer);
                            if (count.seen > limit + COURTESY) {
                                sink.error(tooLarge(limit));
                            }
                        })
                        .concatWith(Mono.defer(() -> count.seen > limit ? Mono.error(tooLarge(limit)) : Mono.empty()));
            });
        }
    }

    private static final class Count {
        private long seen;
    }
}
