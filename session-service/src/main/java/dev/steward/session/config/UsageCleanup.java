package dev.steward.session.config;

import dev.steward.session.application.UsageRecords;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Mono;

/** Forgets usage windows after their time, also on an instance that does not lead: twice is once. */
class UsageCleanup {

    private static final Logger LOG = LoggerFactory.getLogger(UsageCleanup.class);

    private final UsageRecords usage;

    UsageCleanup(UsageRecords usage) {
        this.usage = usage;
    }

    @Scheduled(initialDelay = 10, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    Mono<Void> removeOld() {
        return usage.removeOld()
                .doOnError(e -> LOG.warn("Old usage windows were not removed: {}", e.toString()))
                .onErrorComplete()
                .then();
    }
}
