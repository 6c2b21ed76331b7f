package dev.steward.kit.idempotency;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Mono;

/** Forgets keys after their time. */
class IdempotencyCleanup {

    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyCleanup.class);

    private final IdempotencyStore store;

    IdempotencyCleanup(IdempotencyStore store) {
        this.store = store;
    }

    @Scheduled(initialDelay = 10, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    Mono<Void> deleteExpired() {
        return store.deleteExpired()
                .doOnError(e -> LOG.warn("Expired idempotency keys were not deleted: {}", e.toString()))
                .onErrorComplete()
                .then();
    }
}
