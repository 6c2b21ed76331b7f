package dev.steward.kit.database;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Whether a failure says that database, broker or network are away, and nothing about what was asked of them. */
public final class Outage {

    private Outage() {}

    public static boolean isCauseOf(Throwable failure) {
        for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
            if (isOutage(at)) {
                return true;
            }
        }
        return false;
    }

    /** What is at the bottom of it. */
    public static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static boolean isOutage(Throwable failure) {
        return switch (failure) {
            // A file that is missing here will not be there the next time either.
            case FileSystemException _, FileNotFoundException _ -> false;
            case DataAccessResourceFailureException _,
                    TransientDataAccessResourceException _,
                    QueryTimeoutException _,
                    CannotCreateTransactionException _,
                    R2dbcNonTransientResourceException _,
                    R2dbcTimeoutException _,
                    R2dbcTransientResourceException _,
                    RetriableException _,
                    IOException _,
                    TimeoutException _ -> true;
            case R2dbcException refused -> isOutage(refused.getSqlState());
            default -> false;
        };
    }

    /** Classes of PostgreSQL: 08 connection, 53 out of resources, 57 cancelled, going down or coming up. */
    private static boolean isOutage(@Nullable String sqlState) {
        return sqlState != null
                && (sqlState.startsWith("08") || sqlState.startsWith("53") || sqlState.startsWith("57"));
    }
}
