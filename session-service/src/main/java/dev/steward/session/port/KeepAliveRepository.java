package dev.steward.session.port;

import dev.steward.session.domain.KeepAlive;
import java.util.List;
import reactor.core.publisher.Mono;

/** Who keeps which session alive. Every method joins the caller's transaction. */
public interface KeepAliveRepository {

    /** Also those that are over. The earliest end first. */
    Mono<List<KeepAlive>> of(String sessionId);

    /** In the place of that of the same owner, and of all that were over when this one was taken. */
    Mono<Void> put(String sessionId, KeepAlive keepAlive);

    /** False when the owner has none. */
    Mono<Boolean> remove(String sessionId, String owner);
}
