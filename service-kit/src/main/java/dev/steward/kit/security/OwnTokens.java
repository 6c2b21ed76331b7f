package dev.steward.kit.security;

import reactor.core.publisher.Mono;

/** Judges the tokens that things of a service have of their own: each opens one thing, on routes that say so only. */
public interface OwnTokens {

    /**
     * Completes if the token opens the thing now, and fails with the {@link dev.steward.kit.web.Problem} to answer with if it
     * does not.
     *
     * @param id as the path names the thing; whatever a client wrote
     */
    Mono<Void> open(String token, String id);
}
