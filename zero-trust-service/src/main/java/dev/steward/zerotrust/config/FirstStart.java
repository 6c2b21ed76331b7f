package dev.steward.zerotrust.config;

import dev.steward.zerotrust.application.KeyRing;
import dev.steward.zerotrust.application.UserService;
import dev.steward.zerotrust.domain.Password;
import dev.steward.zerotrust.port.SealBrokenException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** What has to be there before this service is ready: a signing key it can open, and an admin if a password was given. */
final class FirstStart implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);
    private static final int TRIES = 10;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final UserService users;
    private final KeyRing keyRing;
    private final ZeroTrustProperties properties;

    FirstStart(UserService users, KeyRing keyRing, ZeroTrustProperties properties) {
        this.users = users;
        this.keyRing = keyRing;
        this.properties = properties;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        keyRing.current()
                .then(admin())
                .retryWhen(Retry.fixedDelay(TRIES, PAUSE).filter(error -> !(error instanceof SealBrokenException)))
                .toFuture()
                .join();
    }

    private Mono<Void> admin() {
        return Password.parse(properties.adminPassword())
                .map(password -> users.createFirstAdmin(password)
                        .filter(created -> created)
                        .doOnNext(_ -> LOG.info("Created the user admin."))
                        .then())
                .orElseGet(Mono::empty);
    }
}
