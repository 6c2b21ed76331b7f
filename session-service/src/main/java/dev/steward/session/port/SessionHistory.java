package dev.steward.session.port;

import dev.steward.session.domain.Transition;
import java.util.List;
import reactor.core.publisher.Mono;

/** Where the transitions of sessions are kept, which nothing changes any more. Joins the caller's transaction. */
public interface SessionHistory {

    Mono<Void> add(String sessionId, Transition transition);

    /** Newest first. */
    Mono<List<Transition>> page(String sessionId, long offset, int limit);

    Mono<Long> count(String sessionId);
}
