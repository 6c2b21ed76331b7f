package dev.steward.kit.idempotency;

import org.springframework.http.ResponseEntity;
import reactor.core.publisher.Mono;

/** A creating request; a controller takes it as an argument and gives its effect to {@link #answer}. */
public interface IdempotentRequest {

    /**
     * Runs the effect at most once for the request's key. The effect and its answer are one transaction, which the
     * effect's own transactional work joins. Without a key the effect just runs.
     */
    <T> Mono<ResponseEntity<T>> answer(Mono<ResponseEntity<T>> effect);
}
