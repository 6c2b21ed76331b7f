package dev.steward.gateway.filter;

import dev.steward.gateway.routes.RetryClass;
import dev.steward.gateway.routes.RoutePlan;
import dev.steward.gateway.upstream.Attempts;
import dev.steward.gateway.upstream.CallSettings;
import dev.steward.gateway.upstream.Instances;
import dev.steward.gateway.upstream.RetryBudget;
import dev.steward.gateway.upstream.UpstreamException;
import dev.steward.gateway.upstream.UpstreamFailure;
import dev.steward.gateway.upstream.Upstreams;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Makes a call again that had no answer, while such calls are few among all. One that reached nobody goes to another
 * instance at once, because nothing was sent and the body is still whole; to the same one only if it may happen twice. One
 * that broke off before its answer goes to another instance if it may happen twice and had no body.
 */
public final class ConnectRetryGatewayFilterFactory extends AbstractGatewayFilterFactory<Object> {

    private static final Set<HttpMethod> IDEMPOTENT =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.PUT, HttpMethod.DELETE);

    private final RetryBudget budget;
    private final CallSettings settings;
    private final Upstreams upstreams;

    public ConnectRetryGatewayFilterFactory(CallSettings settings, Upstreams upstreams) {
        this.budget = new RetryBudget(settings.retryPercent());
        this.settings = settings;
        this.upstreams = upstreams;
    }

    @Override
    public GatewayFilter apply(Object config) {
        return (exchange, chain) -> {
            budget.called();
            return call(exchange, chain, 1);
        };
    }

    private Mono<Void> call(ServerWebExchange exchange, GatewayFilterChain chain, int attempt) {
        return chain.filter(exchange).onErrorResume(UpstreamException.class, error -> {
            boolean elsewhere = isElsewhere(exchange);
            if (attempt >= settings.attempts()
                    || !mayBeMadeAgain(exchange, error.failure(), elsewhere)
                    || !budget.mayRetry()) {
                return Mono.error(error);
            }
            exchange.getAttributes().remove(ServerWebExchangeUtils.GATEWAY_ALREADY_ROUTED_ATTR);
            Mono<Void> again = Mono.defer(() -> call(exchange, chain, attempt + 1));
            return elsewhere ? again : Mono.delay(backOff(attempt)).then(again);
        });
    }

    private static boolean mayBeMadeAgain(ServerWebExchange exchange, UpstreamFailure failure, boolean elsewhere) {
        ServerHttpRequest request = exchange.getRequest();
        boolean mayHappenTwice = RoutePlan.of(exchange).retry() == RetryClass.IF_IDEMPOTENT && mayHappenTwice(request);
        return switch (failure) {
            case ABSENT -> elsewhere || mayHappenTwice;
            case BROKEN -> elsewhere && mayHappenTwice && !hasBody(request.getHeaders());
            case SATURATED, LATE -> false;
        };
    }

    private boolean isElsewhere(ServerWebExchange exchange) {
        @Nullable Instances instances = upstreams.of(RoutePlan.of(exchange).upstream());
        return instances != null && instances.hasOther(Attempts.of(exchange).tried());
    }

    /** Doubles from one to the next, and is up to half as much shorter or longer. */
    private Duration backOff(int attempt) {
        long millis = settings.backOff().toMillis() << (attempt - 1);
        return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis + 1));
    }

    private static boolean mayHappenTwice(ServerHttpRequest request) {
        return IDEMPOTENT.contains(request.getMethod()) || request.getHeaders().containsHeader("Idempotency-Key");
    }

    private static boolean hasBody(HttpHeaders headers) {
        return headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }
}
