package dev.steward.zerotrust.config;

import dev.steward.zerotrust.application.SecretService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Mono;

/** Destroys the values of secrets that nobody may read any more. */
class SecretCleanup {

    private static final Logger LOG = LoggerFactory.getLogger(SecretCleanup.class);

    private final SecretService secrets;

    SecretCleanup(SecretService secrets) {
        this.secrets = secrets;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    Mono<Void> turn() {
        return secrets.cleanUp()
                .doOnError(e -> LOG.warn("Outdated secrets were not destroyed: {}", e.toString()))
                .onErrorComplete();
    }
}
