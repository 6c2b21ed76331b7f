package dev.steward.gateway.filter;

import dev.steward.gateway.upstream.Attempts;
import dev.steward.gateway.upstream.CircuitOpenException;
import dev.steward.gateway.upstream.UpstreamException;
import dev.steward.gateway.upstream.UpstreamFailure;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/**
 * Turns what went wrong with a service into a problem as long as nothing of its answer has left. Afterwards the error
 * goes on and cuts the connection, so that no client takes half an answer for a whole one.
 */
public final class UpstreamFailureFilter implements GlobalFilter, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(UpstreamFailureFilter.class);
    private static final Duration SOON = Duration.ofSeconds(1);

    @Override
    public int getOrder() {
        return NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER - 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange)
                .doFinally(_ -> Attempts.of(exchange).end())
                .onErrorMap(error -> {
                    Throwable known = named(exchange, error);
                    if (known instanceof UpstreamException upstream) {
                        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
                        LOG.warn("Route {}: {}, {}", route.getId(), upstream.failure(), upstream.reason());
                    }
                    if (exchange.getResponse().isCommitted()) {
                        return known;
                    }
                    forgetAnswer(exchange);
                    return switch (known) {
                        case UpstreamException upstream -> problemOf(upstream.failure());
                        case CircuitOpenException open ->
                            Problem.unavailable("The service failed too often and is given time.", open.retryAfter());
                        default -> known;
                    };
                });
    }

    /** What fails once there is a head is the body of the service, unless it is the client that went away. */
    private static Throwable named(ServerWebExchange exchange, Throwable error) {
        boolean inBody = exchange.getAttribute(ServerWebExchangeUtils.CLIENT_RESPONSE_ATTR) != null;
        return inBody && error instanceof Exception && !(error instanceof AbortedException)
                ? new UpstreamException(error)
                : error;
    }

    private static Problem problemOf(UpstreamFailure failure) {
        return switch (failure) {
            case ABSENT -> Problem.unavailable("The service cannot be reached; try again.", SOON);
            case SATURATED -> Problem.unavailable("The service is busy; try again.", SOON);
            case LATE -> new Problem(ProblemCode.GATEWAY_TIMEOUT, "The service did not answer in time.");
            case BROKEN -> new Problem(ProblemCode.BAD_GATEWAY, "The service gave no usable answer.");
        };
    }

    private static void forgetAnswer(ServerWebExchange exchange) {
        Set<String> names =
                exchange.getAttributeOrDefault(ServerWebExchangeUtils.CLIENT_RESPONSE_HEADER_NAMES, Set.<String>of());
        HttpHeaders headers = exchange.getResponse().getHeaders();
        names.forEach(headers::remove);
    }
}
