package dev.steward.gateway.security;

import dev.steward.kit.security.BearerToken;
import dev.steward.kit.security.Caller;
import dev.steward.kit.security.InvalidTokenException;
import dev.steward.kit.security.KeySetUnavailableException;
import dev.steward.kit.security.TokenVerifier;
import dev.steward.kit.security.trust.TokenStanding;
import dev.steward.kit.web.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Verifies the bearer token of every request that has one, before its route is known, because limits count callers on
 * all paths. A token that does not hold refuses nothing yet: open routes do not ask for one.
 */
public final class IdentityFilter implements WebFilter, Ordered {

    public static final int ORDER = TargetFilter.ORDER + 10;

    private static final Logger LOG = LoggerFactory.getLogger(IdentityFilter.class);

    private final TokenVerifier tokens;
    private final TokenStanding standing;

    public IdentityFilter(TokenVerifier tokens, TokenStanding standing) {
        this.tokens = tokens;
        this.standing = standing;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return identify(exchange).flatMap(identity -> {
            exchange.getAttributes().put(Identity.ATTRIBUTE, identity);
            return chain.filter(exchange);
        });
    }

    private Mono<Identity> identify(ServerWebExchange exchange) {
        return Mono.fromSupplier(() -> BearerToken.of(exchange.getRequest()))
                .flatMap(tokens::verify)
                .flatMap(this::unlessRevoked)
                .onErrorResume(error -> Mono.just(new Identity.Anonymous(refusalFor(error))));
    }

    /** While nothing is known of revocations the request goes on: the service behind asks again and knows its own. */
    private Mono<Identity> unlessRevoked(Caller caller) {
        return standing.of(caller.loginSessionId(), caller.userId(), caller.issuedAt())
                .map(answer -> answer == TokenStanding.Standing.REVOKED
                        ? new Identity.Anonymous(BearerToken.refused("The token was revoked."))
                        : new Identity.Known(caller));
    }

    private static Problem refusalFor(Throwable error) {
        if (error instanceof Problem refusal) {
            return refusal;
        }
        if (error instanceof InvalidTokenException) {
            return BearerToken.refused(String.valueOf(error.getMessage()));
        }
        LOG.warn("A token could not be verified: {}", error.toString());
        return Problem.unavailable(
                "Tokens cannot be verified at the moment; try again.", KeySetUnavailableException.retryAfter(error));
    }
}
