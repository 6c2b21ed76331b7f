package dev.steward.zerotrust.config;

import dev.steward.zerotrust.application.TrustStandings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Mono;

/** Tells of changed levels of trust soon after they change. */
class TrustTurns {

    private static final Logger LOG = LoggerFactory.getLogger(TrustTurns.class);

    static final String EVERY = "${steward.zero-trust.trust-score.turns:PT2S}";

    private final TrustStandings standings;

    TrustTurns(TrustStandings standings) {
        this.standings = standings;
    }

    @Scheduled(initialDelayString = EVERY, fixedDelayString = EVERY)
    Mono<Void> turn() {
        return standings
                .turn()
                .doOnError(e -> LOG.warn("Changed levels of trust wait: {}", e.toString()))
                .onErrorComplete();
    }
}
