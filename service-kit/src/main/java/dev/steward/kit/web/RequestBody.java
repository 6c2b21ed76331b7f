package dev.steward.kit.web;

import org.springframework.web.server.ServerWebExchange;

/** The bytes of the body that was read for this exchange, if one was. */
public final class RequestBody {

    static final String ATTRIBUTE = RequestBody.class.getName();

    private RequestBody() {}

    public static byte[] of(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE) instanceof byte[] body ? body : new byte[0];
    }
}
