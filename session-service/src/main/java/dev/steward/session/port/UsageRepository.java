package dev.steward.session.port;

import dev.steward.session.domain.UsageMeter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Where the last usage window of each session is kept. Joins the caller's transaction. */
public interface UsageRepository {

    Mono<UsageMeter> find(String sessionId);

    /**
     * Stores the end of a window if the last one ended where this one starts.
     *
     * @param from the end of the window before, null for the first one
     * @return whether it was stored; if not, another instance was faster
     */
    Mono<Boolean> advance(String sessionId, @Nullable Instant from, UsageMeter closed);
}
