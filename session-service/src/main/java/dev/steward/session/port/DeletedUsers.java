package dev.steward.session.port;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Users who will never be there again. Joins the caller's transaction. */
public interface DeletedUsers {

    /** Twice is once. */
    Mono<Void> add(String userId);

    /** Those of them who still have sessions. */
    Flux<String> withSessions();
}
