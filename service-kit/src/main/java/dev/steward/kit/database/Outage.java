package dev.steward.kit.database;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.io.IOException;
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

    private static boolean isOutage(Throwable failure) {
        return switch (failure) {
            case DataAccessResourceFailureException _,
                    TransientDataAccessResourceException _,
                    QueryTimeoutException _,
                    CannotCreateTransactionException _,
                    R2dbcNonTransientResourceException _,
                    R2dbcTransientResourceException _,
                    RetriableException _,
                    IOException _,
                    TimeoutException _ -> true;
            case R2dbcException refused -> isOutage(refused.getSqlState());
            default -> false;
        };
    }

    /** Classes of PostgreSQL: 08 connection, 53 out of resources, 57P going down or coming up. */
    private static boolean isOutage(@Nullable String sqlState) {
        return sqlState != null
                && (sqlState.startsWith("08") || sqlState.startsWith("53") || sqlState.startsWith("57P"));
    }
}
