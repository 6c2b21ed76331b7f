package dev.steward.zerotrust.config;

import dev.steward.zerotrust.application.SecretRevocation;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Mono;

/** Ends the tokens of rotated secrets with their overlap. */
class SecretRevocationTurns {

    private static final Logger LOG = LoggerFactory.getLogger(SecretRevocationTurns.class);

    private final SecretRevocation revocation;

    SecretRevocationTurns(SecretRevocation revocation) {
        this.revocation = revocation;
    }

    @Scheduled(initialDelay = 1_000, fixedDelay = 500, timeUnit = TimeUnit.MILLISECONDS)
    Mono<Void> end() {
        return revocation
                .turn()
                .doOnError(e -> LOG.warn("Ended secrets wait to be told of: {}", e.toString()))
                .onErrorComplete();
    }
}
