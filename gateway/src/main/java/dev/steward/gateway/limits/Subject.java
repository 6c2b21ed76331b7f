package dev.steward.gateway.limits;

import dev.steward.gateway.routes.LimitPlan;
import dev.steward.gateway.security.Identity;
import dev.steward.kit.security.Caller;
import dev.steward.kit.web.ClientAddress;
import dev.steward.kit.web.TrustedProxies;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** Whose requests are counted: the caller's wherever they come from, else those of the address. */
record Subject(String key, LimitPlan plan) {

    private static final String ATTRIBUTE = Subject.class.getName();

    static Subject of(ServerWebExchange exchange, Set<String> unlimitedRoles, TrustedProxies proxies) {
        Subject subject =
                switch (Identity.of(exchange)) {
                    case Identity.Known(Caller caller) ->
                        new Subject("caller:" + caller.userId(), LimitPlan.of(caller, unlimitedRoles));
                    case Identity.Anonymous _ ->
                        new Subject(
                                "address:"
                                        + ClientAddress.of(proxies.origin(exchange.getRequest()))
                                                .key(),
                                LimitPlan.BASIC);
                };
        exchange.getAttributes().put(ATTRIBUTE, subject);
        return subject;
    }

    /** Of a request that was looked at before; null for one that is not counted. */
    static @Nullable Subject of(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }
}
