package dev.steward.kit.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/**
 * Migrates the kit's tables, then the service's, each with a history of its own. A database that is not up yet is
 * waited for; until then the service listens on no port and so is not ready.
 */
final class PatientMigration implements FlywayMigrationStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(PatientMigration.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Duration patience;
    private boolean waiting;

    PatientMigration(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void migrate(Flyway service) {
        // Each finds the other's tables in the schema and must not take them for an unknown state of its own.
        Flyway kit = configured(service, "flyway_kit_history", "classpath:db/kit");
        Flyway own = configured(service, service.getConfiguration().getTable());
        long deadline = System.nanoTime() + patience.toNanos();
        long pause = FIRST_PAUSE.toNanos();
        while (!migrated(kit, own, deadline)) {
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
        }
    }

    private boolean migrated(Flyway kit, Flyway own, long deadline) {
        try {
            kit.migrate();
            own.migrate();
            return true;
        } catch (FlywayException e) {
            SQLException cause = sqlCause(e);
            String state = cause == null ? null : cause.getSQLState();
            if (cause == null || state == null || !isConnectionProblem(state)) {
                throw e;
            }
            if (!isWorthWaiting(state)) {
                throw new DatabaseUnavailableException("The database refused this service: " + cause.getMessage(), e);
            }
            if (System.nanoTime() > deadline) {
                throw new DatabaseUnavailableException(
                        "The database did not answer within " + patience.toSeconds() + " s: " + cause.getMessage(), e);
            }
            if (!waiting) {
                waiting = true;
                LOG.warn(
                        "The database does not answer yet; trying for {} s: {}",
                        patience.toSeconds(),
                        cause.getMessage());
            }
            return false;
        }
    }

    private static Flyway configured(Flyway service, String table, String... locations) {
        var configuration = Flyway.configure(service.getConfiguration().getClassLoader())
                .configuration(service.getConfiguration())
                .table(table)
                .baselineOnMigrate(true)
                .baselineVersion("0");
        return (locations.length == 0 ? configuration : configuration.locations(locations)).load();
    }

    private static @Nullable SQLException sqlCause(Throwable error) {
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    /** Codes of PostgreSQL: 08 connection, 28 authorization, 3D no such database, 53300 too many, 57P going or coming. */
    private static boolean isConnectionProblem(String state) {
        return isWorthWaiting(state) || state.startsWith("28") || state.equals("3D000");
    }

    private static boolean isWorthWaiting(String state) {
        return state.startsWith("08") || state.startsWith("57P") || state.equals("53300");
    }
}
