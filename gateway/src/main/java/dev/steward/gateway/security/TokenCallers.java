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
import reactor.core.publisher.Mono;

/** Finds out whose a token is, and whether it holds now. */
public final class TokenCallers {

    private static final Logger LOG = LoggerFactory.getLogger(TokenCallers.class);

    private final TokenVerifier tokens;
    private final TokenStanding standing;

    public TokenCallers(TokenVerifier tokens, TokenStanding standing) {
        this.tokens = tokens;
        this.standing = standing;
    }

    /** Never fails; why it may be nobody's is in the refusal, 401 for a token that does not hold. */
    public Mono<Identity> of(String token) {
        return tokens.verify(token)
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
        if (error instanceof InvalidTokenException) {
            return BearerToken.refused(String.valueOf(error.getMessage()));
        }
        LOG.warn("A token could not be verified: {}", error.toString());
        return Problem.unavailable(
                "Tokens cannot be verified at the moment; try again.", KeySetUnavailableException.retryAfter(error));
    }
}
