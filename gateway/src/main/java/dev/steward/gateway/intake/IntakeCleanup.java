package dev.steward.gateway.intake;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Mono;

/** Forgets events after their time. */
public class IntakeCleanup {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeCleanup.class);

    private final IntakeLedger ledger;

    public IntakeCleanup(IntakeLedger ledger) {
        this.ledger = ledger;
    }

    @Scheduled(initialDelay = 10, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    Mono<Void> forget() {
        return ledger.forget()
                .doOnError(error -> LOG.warn("Events that were taken in were not forgotten: {}", error.toString()))
                .onErrorComplete()
                .then();
    }
}
