package dev.steward.gateway.filter;

import dev.steward.gateway.upstream.CallSettings;
import dev.steward.gateway.upstream.RetryBudget;
import dev.steward.gateway.upstream.UpstreamException;
import dev.steward.gateway.upstream.UpstreamFailure;
import java.util.Set;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

/**
 * Repeats a call that reached nobody: nothing was sent, so the body is still whole. Only calls that may happen twice
 * are repeated, and only while retries are few among all calls.
 */
public final class ConnectRetryGatewayFilterFactory extends AbstractGatewayFilterFactory<Object> {

    private static final Set<HttpMethod> IDEMPOTENT =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.PUT, HttpMethod.DELETE);

    private final RetryBudget budget;
    private final RetryBackoffSpec backOff;

    public ConnectRetryGatewayFilterFactory(CallSettings settings) {
        this.budget = new RetryBudget(settings.retryPercent());
        this.backOff = Retry.backoff(settings.attempts() - 1L, settings.backOff())
                .jitter(0.5)
                .filter(this::mayRetry)
                .onRetryExhaustedThrow((_, last) -> last.failure());
    }

    @Override
    public GatewayFilter apply(Object config) {
        return (exchange, chain) -> {
            budget.called();
            if (!mayHappenTwice(exchange.getRequest())) {
                return chain.filter(exchange);
            }
            return chain.filter(exchange).retryWhen(backOff.doBeforeRetry(_ -> forgetRouting(exchange)));
        };
    }

    private boolean mayRetry(Throwable error) {
        return error instanceof UpstreamException upstream
                && upstream.failure() == UpstreamFailure.ABSENT
                && budget.mayRetry();
    }

    private static boolean mayHappenTwice(ServerHttpRequest request) {
        return IDEMPOTENT.contains(request.getMethod()) || request.getHeaders().containsHeader("Idempotency-Key");
    }

    private static void forgetRouting(ServerWebExchange exchange) {
        exchange.getAttributes().remove(ServerWebExchangeUtils.GATEWAY_ALREADY_ROUTED_ATTR);
    }
}
