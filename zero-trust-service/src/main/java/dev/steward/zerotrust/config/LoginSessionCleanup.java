package dev.steward.zerotrust.config;

import dev.steward.zerotrust.application.LoginSessionService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Mono;

/** Deletes login sessions that have ended, with their refresh tokens. */
class LoginSessionCleanup {

    private static final Logger LOG = LoggerFactory.getLogger(LoginSessionCleanup.class);

    private final LoginSessionService loginSessions;

    LoginSessionCleanup(LoginSessionService loginSessions) {
        this.loginSessions = loginSessions;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    Mono<Void> turn() {
        return loginSessions
                .deleteEnded()
                .doOnError(e -> LOG.warn("Ended login sessions were not deleted: {}", e.toString()))
                .onErrorComplete();
    }
}
