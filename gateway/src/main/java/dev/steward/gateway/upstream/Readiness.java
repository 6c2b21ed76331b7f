package dev.steward.gateway.upstream;

import java.net.URI;
import reactor.core.publisher.Mono;

/** Whether a service says that it takes requests. */
public interface Readiness {

    /** Asks anew for each subscriber; false when there is no answer, never an error. */
    Mono<Boolean> of(URI service);
}
