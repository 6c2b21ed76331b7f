package dev.steward.gateway.limits;

import dev.steward.gateway.security.Identity;
import dev.steward.gateway.security.IdentityFilter;
import dev.steward.kit.security.Caller;
import dev.steward.kit.web.ClientAddress;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.kit.web.TrustedProxies;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Counts requests against the bucket of the caller or else of the address, and says in every answer how much is left
 * (draft-ietf-httpapi-ratelimit-headers). Probes and metrics are not counted.
 */
public final class LimitFilter implements WebFilter, Ordered {

    private final RateLimits limits;
    private final Set<String> unlimitedRoles;
    private final TrustedProxies proxies;

    public LimitFilter(RateLimits limits, Set<String> unlimitedRoles, TrustedProxies proxies) {
        this.limits = limits;
        this.unlimitedRoles = Set.copyOf(unlimitedRoles);
        this.proxies = proxies;
    }

    @Override
    public int getOrder() {
        return IdentityFilter.ORDER + 10;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Allowance allowance = take(exchange);
        if (allowance == null) {
            return chain.filter(exchange);
        }
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.set("RateLimit-Policy", "\"%s\";q=%d;w=60".formatted(allowance.plan(), allowance.quota()));
        headers.set(
                "RateLimit",
                "\"%s\";r=%d;t=%d"
                        .formatted(
                                allowance.plan(),
                                allowance.remaining(),
                                roundedUp(allowance.untilFull()).toSeconds()));
        return allowance.granted()
                ? chain.filter(exchange)
                : Mono.error(new Problem(
                                ProblemCode.TOO_MANY_REQUESTS,
                                "No more than " + allowance.quota() + " requests a minute are allowed.")
                        .retryAfter(roundedUp(allowance.untilNext())));
    }

    private @Nullable Allowance take(ServerWebExchange exchange) {
        String path = exchange.getRequest().getURI().getRawPath();
        if (path.equals("/health") || path.startsWith("/health/") || path.startsWith("/actuator/")) {
            return null;
        }
        return switch (Identity.of(exchange)) {
            case Identity.Known(Caller caller) ->
                Collections.disjoint(caller.roles(), unlimitedRoles) ? limits.takeForCaller(caller.userId()) : null;
            case Identity.Anonymous _ ->
                limits.takeForAddress(
                        ClientAddress.of(proxies.origin(exchange.getRequest())).key());
        };
    }

    private static Duration roundedUp(Duration duration) {
        return Duration.ofSeconds(duration.plusNanos(999_999_999).toSeconds());
    }
}
