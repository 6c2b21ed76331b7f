package dev.steward.healing.port;

import dev.steward.healing.domain.ObservedTarget;
import dev.steward.healing.domain.Target;
import reactor.core.publisher.Mono;

/** What every target was last heard to say. */
public interface TargetRepository {

    /** Empty if nothing was heard of it yet. */
    Mono<ObservedTarget> find(Target target);

    /** False, with nothing stored, if the row is no longer the one {@code target} was loaded from. */
    Mono<Boolean> save(ObservedTarget target);
}
