package dev.steward.gateway.security;

import dev.steward.kit.security.Caller;
import dev.steward.kit.security.InvalidTokenException;
import dev.steward.kit.security.KeySetUnavailableException;
import dev.steward.kit.security.TokenVerifier;
import dev.steward.kit.security.trust.TokenStanding;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
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
    private static final String SCHEME = "Bearer ";
    private static final String INVALID_TOKEN = "Bearer error=\"invalid_token\"";

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
        @Nullable String header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Mono.just(new Identity.Anonymous(unauthorized("A bearer token is needed.", "Bearer")));
        }
        return tokens.verify(header.substring(SCHEME.length()).strip())
                .flatMap(this::unlessRevoked)
                .onErrorResume(error -> Mono.just(new Identity.Anonymous(refusalFor(error))));
    }

    /** While nothing is known of revocations the request goes on: the service behind asks again and knows its own. */
    private Mono<Identity> unlessRevoked(Caller caller) {
        return standing.of(caller.loginSessionId(), caller.userId())
                .map(answer -> answer == TokenStanding.Standing.REVOKED
                        ? new Identity.Anonymous(unauthorized("The token was revoked.", INVALID_TOKEN))
                        : new Identity.Known(caller));
    }

    private static Problem refusalFor(Throwable error) {
        if (error instanceof InvalidTokenException) {
            return unauthorized(String.valueOf(error.getMessage()), INVALID_TOKEN);
        }
        LOG.warn("A token could not be verified: {}", error.toString());
        return Problem.unavailable(
                "Tokens cannot be verified at the moment; try again.", KeySetUnavailableException.retryAfter(error));
    }

    private static Problem unauthorized(String detail, String challenge) {
        return new Problem(ProblemCode.UNAUTHORIZED, detail).header(HttpHeaders.WWW_AUTHENTICATE, challenge);
    }
}
