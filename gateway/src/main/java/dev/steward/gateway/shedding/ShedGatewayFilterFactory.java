package dev.steward.gateway.shedding;

import dev.steward.gateway.routes.RoutePlan;
import dev.steward.kit.web.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
import reactor.core.publisher.Mono;

/** Refuses a request at once that would only wait. It is under way until the head of its answer, so no stream counts. */
public final class ShedGatewayFilterFactory extends AbstractGatewayFilterFactory<Object> {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final InFlightLimit limit;
    private final MeterRegistry meters;

    public ShedGatewayFilterFactory(InFlightLimit limit, MeterRegistry meters) {
        this.limit = limit;
        this.meters = meters;
        meters.gauge("steward.gateway.inflight", limit, InFlightLimit::underWay);
        meters.gauge("steward.gateway.inflight.limit", limit, InFlightLimit::limit);
    }

    @Override
    public GatewayFilter apply(Object config) {
        return (exchange, chain) -> Mono.defer(() -> {
            RoutePlan plan = RoutePlan.of(exchange);
            if (limit.begins(plan.priority())) {
                return chain.filter(exchange).doFinally(_ -> limit.ended());
            }
            meters.counter(
                            "steward.gateway.shed",
                            "priority",
                            plan.priority().name().toLowerCase(Locale.ROOT))
                    .increment();
            return Mono.error(Problem.unavailable("More is asked of the gateway than it can do; try again.", SOON));
        });
    }
}
