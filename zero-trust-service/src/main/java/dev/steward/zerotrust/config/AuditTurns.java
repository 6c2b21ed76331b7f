package dev.steward.zerotrust.config;

import dev.steward.zerotrust.application.AuditSealer;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Mono;

/** Seals the audit every second, and keeps its partitions. */
class AuditTurns {

    private static final Logger LOG = LoggerFactory.getLogger(AuditTurns.class);
    private static final int AHEAD_MONTHS = 3;

    private final AuditSealer sealer;
    private final DatabaseClient database;
    private final int keptDays;

    AuditTurns(AuditSealer sealer, DatabaseClient database, int keptDays) {
        this.sealer = sealer;
        this.database = database;
        this.keptDays = keptDays;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    Mono<Void> seal() {
        return sealer.turn()
                .doOnError(e -> LOG.warn("The audit waits to be sealed: {}", e.toString()))
                .onErrorComplete();
    }

    @Scheduled(initialDelay = 5, fixedDelay = 21_600, timeUnit = TimeUnit.SECONDS)
    Mono<Void> keepPartitions() {
        return database.sql("select audit.keep_partitions(:kept, :ahead)")
                .bind("kept", keptDays)
                .bind("ahead", AHEAD_MONTHS)
                .then()
                .doOnError(e -> LOG.warn("The partitions of the audit were not kept: {}", e.toString()))
                .onErrorComplete();
    }
}
