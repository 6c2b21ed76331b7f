package dev.steward.gateway.limits;

import dev.steward.gateway.routes.LimitPlan;
import dev.steward.gateway.security.IdentityFilter;
import dev.steward.kit.web.TrustedProxies;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Counts requests, as many a minute as the plan of the caller or else of the address has. Probes and metrics are not counted. */
public final class LimitFilter implements WebFilter, Ordered {

    private final TokenBuckets buckets;
    private final LimitSettings settings;
    private final TrustedProxies proxies;

    public LimitFilter(TokenBuckets buckets, LimitSettings settings, TrustedProxies proxies) {
        this.buckets = buckets;
        this.settings = settings;
        this.proxies = proxies;
    }

    @Override
    public int getOrder() {
        return IdentityFilter.ORDER + 10;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String path = exchange.getRequest().getURI().getRawPath();
        if (path.equals("/health") || path.startsWith("/health/") || path.startsWith("/actuator/")) {
            return chain.filter(exchange);
        }
        Subject subject = Subject.of(exchange, settings.unlimitedRoles(), proxies);
        if (subject.plan() == LimitPlan.UNLIMITED) {
            return chain.filter(exchange);
        }
        int quota = subject.plan() == LimitPlan.BASIC ? settings.basic() : settings.standard();
        return buckets.take(subject.plan().wireName(), subject.key(), quota)
                .flatMap(allowance -> Counted.tell(exchange, allowance))
                .then(chain.filter(exchange));
    }
}
