package dev.steward.kit.database;

import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/**
 * For a service that has work to do without its database: one that answers is migrated at once, one that does not on a
 * virtual thread of its own, however long that takes.
 */
final class BackgroundMigration implements FlywayMigrationStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundMigration.class);
    private static final Duration NEVER = Duration.ofDays(3650);

    @Override
    public void migrate(Flyway service) {
        try {
            new PatientMigration(Duration.ZERO).migrate(service);
        } catch (DatabaseUnavailableException e) {
            LOG.warn("Starting without the database: {}", e.getMessage());
            Thread.ofVirtual().name("late-migration").start(() -> migrateLate(service));
        }
    }

    private static void migrateLate(Flyway service) {
        try {
            new PatientMigration(NEVER).migrate(service);
            LOG.info("The database answers and was migrated");
        } catch (RuntimeException e) {
            LOG.error("The database was not migrated; what needs it fails until the next start", e);
        }
    }
}
