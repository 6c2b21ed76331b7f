package dev.steward.zerotrust.config;

import dev.steward.zerotrust.application.LoginSessionService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Mono;

/** Clears away what is left of login sessions that have ended: their entries of trust state, their rows, their tokens. */
class LoginSessionCleanup {

    private static final Logger LOG = LoggerFactory.getLogger(LoginSessionCleanup.class);

    private final LoginSessionService loginSessions;

    LoginSessionCleanup(LoginSessionService loginSessions) {
        this.loginSessions = loginSessions;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    Mono<Void> turn() {
        return loginSessions
                .cleanUp()
                .doOnError(e -> LOG.warn("Ended login sessions were not cleaned up: {}", e.toString()))
                .onErrorComplete();
    }
}
