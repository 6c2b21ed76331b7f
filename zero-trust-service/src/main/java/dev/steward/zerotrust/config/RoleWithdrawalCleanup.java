package dev.steward.zerotrust.config;

import dev.steward.zerotrust.application.RoleWithdrawal;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Mono;

/** Clears away what is known of tokens that said roles of before and have expired. */
class RoleWithdrawalCleanup {

    private static final Logger LOG = LoggerFactory.getLogger(RoleWithdrawalCleanup.class);

    private final RoleWithdrawal withdrawal;

    RoleWithdrawalCleanup(RoleWithdrawal withdrawal) {
        this.withdrawal = withdrawal;
    }

    @Scheduled(initialDelay = 5, fixedDelay = 5, timeUnit = TimeUnit.MINUTES)
    Mono<Void> turn() {
        return withdrawal
                .cleanUp()
                .doOnError(e -> LOG.warn("Outdated tokens were not cleaned up: {}", e.toString()))
                .onErrorComplete();
    }
}
