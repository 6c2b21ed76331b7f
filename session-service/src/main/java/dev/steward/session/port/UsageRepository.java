package dev.steward.session.port;

import dev.steward.session.domain.EndedWindow;
import dev.steward.session.domain.UsageMeter;
import dev.steward.session.domain.UsageWindow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Where the usage windows of sessions are kept, each beginning where the one before ended. Joins the caller's transaction.
 * Safe for concurrent use.
 */
public interface UsageRepository {

    /** What those of these sessions are measured by that were measured before, by their ids. */
    Mono<Map<String, UsageMeter>> find(Set<String> sessionIds);

    /**
     * Stores windows, at most one of a session, each if the last one of its session ended where it begins.
     *
     * @return the sessions whose windows were stored; of the others another instance ended one first
     */
    Mono<Set<String>> store(List<EndedWindow> windows);

    /** Newest first. */
    Mono<List<UsageWindow>> page(String sessionId, long offset, int limit);

    Mono<Long> count(String sessionId);

    /**
     * Forgets what ended before; where sessions go on from stays.
     *
     * @return how many windows went
     */
    Mono<Long> removeBefore(Instant end);
}
