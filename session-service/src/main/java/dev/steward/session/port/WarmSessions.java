package dev.steward.session.port;

import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.WarmSession;
import java.time.Instant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Where sessions are kept that nobody has asked for yet. Whoever takes or removes one is the only one who does: it is
 * theirs to use or to end. Every method joins the caller's transaction. Safe for concurrent use.
 */
public interface WarmSessions {

    /** False when its slot or its port is held by another one, or by a session; nothing is stored then. */
    Mono<Boolean> add(WarmSession warm);

    Flux<WarmSession> all();

    /** Lets it be taken from now on. */
    Mono<Void> ready(String id, Instant at);

    /** One that is ready and was started for exactly this, which is nobody else's from here on; empty when there is none. */
    Mono<WarmSession> take(String runtime, SessionSpec spec);

    /** Whether it was still there. */
    Mono<Boolean> remove(String id);
}
