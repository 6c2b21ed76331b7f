package dev.steward.zerotrust.config;

import dev.steward.zerotrust.application.TrustEvidence;
import dev.steward.zerotrust.application.TrustStandings;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Mono;

/** Tells of changed levels of trust soon after they change, and forgets what is too old to count. */
class TrustTurns {

    private static final Logger LOG = LoggerFactory.getLogger(TrustTurns.class);

    static final String EVERY = "${steward.zero-trust.trust-score.turns:PT2S}";

    private final TrustStandings standings;
    private final TrustEvidence evidence;

    TrustTurns(TrustStandings standings, TrustEvidence evidence) {
        this.standings = standings;
        this.evidence = evidence;
    }

    @Scheduled(initialDelayString = EVERY, fixedDelayString = EVERY)
    Mono<Void> turn() {
        return standings
                .turn()
                .doOnError(e -> LOG.warn("Changed levels of trust wait: {}", e.toString()))
                .onErrorComplete();
    }

    @Scheduled(initialDelay = 10, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    Mono<Void> forget() {
        return evidence.forget()
                .doOnError(e -> LOG.warn("What trust scores need no more was not deleted: {}", e.toString()))
                .onErrorComplete();
    }
}
