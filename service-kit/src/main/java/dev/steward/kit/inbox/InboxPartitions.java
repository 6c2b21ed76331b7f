package dev.steward.kit.inbox;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Mono;

/** Makes the inbox's partitions ahead of time and drops those past retention. */
class InboxPartitions {

    /** Enough that a database which is away for days is ready when it is back. */
    private static final int AHEAD_DAYS = 7;

    private static final Logger LOG = LoggerFactory.getLogger(InboxPartitions.class);

    private final DatabaseClient database;
    private final InboxProperties properties;

    InboxPartitions(DatabaseClient database, InboxProperties properties) {
        this.database = database;
        this.properties = properties;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    Mono<Void> keepInTheBackground() {
        return keep().doOnError(e -> LOG.warn("The inbox's partitions were not kept: {}", e.toString()))
                .onErrorComplete();
    }

    /** Has to succeed once before the first event is applied. */
    Mono<Void> keep() {
        return database.sql("SELECT keep_inbox_partitions(:kept, :ahead)")
                .bind("kept", properties.keptDays())
                .bind("ahead", AHEAD_DAYS)
                .then();
    }
}
