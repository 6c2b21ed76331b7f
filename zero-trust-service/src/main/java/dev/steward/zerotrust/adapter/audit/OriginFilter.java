package dev.steward.zerotrust.adapter.audit;

import dev.steward.kit.web.TrustedProxies;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** Puts the address a request comes from into the Reactor context, for the audit. */
public final class OriginFilter implements WebFilter, Ordered {

    private static final String ADDRESS = OriginFilter.class.getName() + ".address";

    private final TrustedProxies proxies;

    public OriginFilter(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 20;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        InetAddress origin = proxies.origin(exchange.getRequest());
        return origin == null
                ? chain.filter(exchange)
                : chain.filter(exchange).contextWrite(context -> context.put(ADDRESS, origin.getHostAddress()));
    }

    static @Nullable String address(ContextView context) {
        return context.getOrDefault(ADDRESS, null);
    }
}
