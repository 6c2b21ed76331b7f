package dev.steward.zerotrust.adapter.web;

import java.util.regex.Pattern;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Gives whoever asks for decisions their {@code X-Request-ID} back, also with a refusal. */
public final class AuthzenRequestId implements WebFilter {

    private static final String HEADER = "X-Request-ID";
    private static final String PATHS = "/access/v1/";
    private static final Pattern SOUND = Pattern.compile("[!-~]{1,200}");

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String id = exchange.getRequest().getHeaders().getFirst(HEADER);
        if (id != null
                && SOUND.matcher(id).matches()
                && exchange.getRequest().getPath().value().startsWith(PATHS)) {
            exchange.getResponse().getHeaders().set(HEADER, id);
        }
        return chain.filter(exchange);
    }
}
