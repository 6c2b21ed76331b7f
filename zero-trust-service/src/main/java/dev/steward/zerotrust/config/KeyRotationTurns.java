package dev.steward.zerotrust.config;

import dev.steward.zerotrust.application.KeyRotation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Mono;

/** Looks every few seconds whether a signing key is to be made, to sign, or to go. */
class KeyRotationTurns {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRotationTurns.class);

    static final String EVERY = "${steward.zero-trust.signing-keys.turns:PT10S}";

    private final KeyRotation rotation;

    KeyRotationTurns(KeyRotation rotation) {
        this.rotation = rotation;
    }

    @Scheduled(initialDelayString = EVERY, fixedDelayString = EVERY)
    Mono<Void> turn() {
        return rotation.turn()
                .doOnError(e -> LOG.warn("Signing keys wait: {}", e.toString()))
                .onErrorComplete();
    }
}
