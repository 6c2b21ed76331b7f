package dev.steward.gateway.limits;

import dev.steward.gateway.routes.RoutePlan;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;

/** Counts requests to a route that has a limit of its own for the plan of whoever asks, beside the limit of the plan. */
public final class RouteLimitGatewayFilterFactory extends AbstractGatewayFilterFactory<Object> {

    private final TokenBuckets buckets;

    public RouteLimitGatewayFilterFactory(TokenBuckets buckets) {
        this.buckets = buckets;
    }

    @Override
    public GatewayFilter apply(Object config) {
        return (exchange, chain) -> {
            RoutePlan plan = RoutePlan.of(exchange);
            if (plan.limits().isEmpty()) {
                return chain.filter(exchange);
            }
            @Nullable Subject subject = Subject.of(exchange);
            @Nullable Integer quota = subject == null ? null : plan.limits().get(subject.plan());
            return subject == null || quota == null
                    ? chain.filter(exchange)
                    : buckets.take(plan.id(), subject.key(), quota)
                            .flatMap(allowance -> Counted.tell(exchange, allowance))
                            .then(chain.filter(exchange));
        };
    }
}
