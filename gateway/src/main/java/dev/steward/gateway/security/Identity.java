package dev.steward.gateway.security;

import dev.steward.kit.security.Caller;
import dev.steward.kit.web.Problem;
import org.springframework.web.server.ServerWebExchange;

/** What the edge found out about who is calling. */
public sealed interface Identity {

    String ATTRIBUTE = Identity.class.getName();

    /** The header with an API key instead of a token. */
    String API_KEY = "X-API-Key";

    static Identity of(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(ATTRIBUTE);
    }

    /** A valid token or API key was shown. */
    record Known(Caller caller) implements Identity {}

    /** Neither was shown; the refusal is the answer of every route that needs one. */
    record Anonymous(Problem refusal) implements Identity {}
}
