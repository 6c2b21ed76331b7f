package dev.steward.zerotrust.config;

import dev.steward.zerotrust.application.LoginGuard;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Mono;

/** Deletes failed logins that no longer count, so that names and addresses do not pile up. */
class LoginFailureCleanup {

    private static final Logger LOG = LoggerFactory.getLogger(LoginFailureCleanup.class);

    private final LoginGuard guard;

    LoginFailureCleanup(LoginGuard guard) {
        this.guard = guard;
    }

    @Scheduled(initialDelay = 10, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    Mono<Void> forget() {
        return guard.forget()
                .doOnError(e -> LOG.warn("Old failed logins were not deleted: {}", e.toString()))
                .onErrorComplete();
    }
}
