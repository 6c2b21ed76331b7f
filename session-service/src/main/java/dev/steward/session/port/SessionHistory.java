package dev.steward.session.port;

import dev.steward.session.domain.Transition;
import java.util.List;
import reactor.core.publisher.Mono;

/** Where the transitions of sessions are kept, which nothing changes any more. Joins the caller's transaction. */
public interface SessionHistory {

    Mono<Void> add(String sessionId, Transition transition);

    /** Newest first. */
    Mono<List<Transition>> page(String sessionId, long offset, int limit);

    /** Oldest first, those with a number above this one. A transition is never added below one that was read. */
    Mono<List<Transition>> after(String sessionId, long number, int limit);

    Mono<Long> count(String sessionId);
}
