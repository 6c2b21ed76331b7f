package dev.steward.job.adapter.duckdb;

import dev.steward.job.domain.ValueRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Outer fences of a numeric column, Q1 − 3·IQR and Q3 + 3·IQR (Tukey). Quartiles interpolate linearly between the two
 * nearest ranks (Hyndman and Fan type 7, the default of NumPy, R and DuckDB) and leave infinities out.
 */
final class Quartiles {

    private static final double REACH = 3;

    private Quartiles() {}

    /** Null when no finite value is there. */
    static @Nullable ValueRange fences(Statement statement) throws SQLException {
        long count = finite(statement);
        if (count == 0) {
            return null;
        }
        double first = (count - 1) * 0.25;
        double third = (count - 1) * 0.75;
        try (ResultSet row = statement.executeQuery(
                """
                WITH ranked AS (
                    SELECT v::DOUBLE AS v, sum(n) OVER (ORDER BY v ROWS UNBOUNDED PRECEDING) AS upto
                    FROM frequency WHERE isfinite(v::DOUBLE))
                SELECT min(v) FILTER (upto > %d), min(v) FILTER (upto > %d),
                       min(v) FILTER (upto > %d), min(v) FILTER (upto > %d)
                FROM ranked""".formatted(rank(first), rank(Math.ceil(first)), rank(third), rank(Math.ceil(third))))) {
            row.next();
            double q1 = between(row.getDouble(1), row.getDouble(2), first);
            double q3 = between(row.getDouble(3), row.getDouble(4), third);
            double reach = REACH * (q3 - q1);
            return Double.isFinite(q1 - reach) && Double.isFinite(q3 + reach)
                    ? new ValueRange(q1 - reach, q3 + reach)
                    : null;
        }
    }

    private static long finite(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("SELECT coalesce(sum(n), 0)::BIGINT FROM frequency WHERE isfinite(v::DOUBLE)")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static long rank(double position) {
        return (long) position;
    }

    private static double between(double low, double high, double position) {
        return low + (high - low) * (position - Math.floor(position));
    }
}
