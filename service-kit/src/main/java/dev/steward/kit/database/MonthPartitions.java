package dev.steward.kit.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Mono;

/**
 * Makes the monthly partitions of a table ahead of time and drops those past their retention. Declare a bean per table,
 * and call {@code keep_month_partitions} in the migration that creates it, so that its first row finds a partition.
 */
public class MonthPartitions {

    private static final Logger LOG = LoggerFactory.getLogger(MonthPartitions.class);
    private static final int AHEAD_MONTHS = 3;

    private final DatabaseClient database;
    private final String table;
    private final int keptDays;

    public MonthPartitions(DatabaseClient database, String table, int keptDays) {
        this.database = database;
        this.table = table;
        this.keptDays = keptDays;
    }

    @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT6H")
    public Mono<Void> keep() {
        return database.sql("select keep_month_partitions(:table, :kept, :ahead)")
                .bind("table", table)
                .bind("kept", keptDays)
                .bind("ahead", AHEAD_MONTHS)
                .then()
                .doOnError(error -> LOG.warn("Partitions of {} were not kept: {}", table, error.toString()))
                .onErrorComplete();
    }
}
