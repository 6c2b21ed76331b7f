package dev.steward.job.adapter.duckdb;

import dev.steward.job.domain.ColumnProfile;
import dev.steward.job.domain.ValueRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Reads one column's numbers from the table {@code frequency}. */
final class ColumnStatistics {

    /** Longer texts are cut, in characters, where they are an end of a column. */
    private static final int TEXT_LIMIT = 256;

    private ColumnStatistics() {}

    static ColumnProfile of(Statement statement, String name, String duckType, @Nullable ValueRange given)
            throws SQLException {
        String type = Column.typeOf(duckType);
        try (ResultSet row = statement.executeQuery("""
                SELECT coalesce(sum(n) FILTER (v IS NULL), 0)::BIGINT AS missing, count(v) AS present, %s AS low, %s AS high
                FROM frequency""".formatted(end("min", type), end("max", type)))) {
            row.next();
            long missing = row.getLong("missing");
            long distinct = row.getLong("present");
            Object min = plain(row.getObject("low"));
            Object max = plain(row.getObject("high"));
            boolean numeric = type.equals("integer") || type.equals("number");
            long outOfRange = numeric && distinct > 0 ? outOfRange(statement, given) : 0;
            return new ColumnProfile(name, type, missing, distinct, min, max, outOfRange, distinct == 1);
        }
    }

    private static String end(String function, String type) {
        return switch (type) {
            case "number" -> function + "(v) FILTER (isfinite(v::DOUBLE))";
            case "string" -> "left(" + function + "(v)::VARCHAR, " + TEXT_LIMIT + ")";
            case "date", "time" -> function + "(v)::VARCHAR";
            case "timestamp" -> "replace(" + function + "(v)::TIMESTAMP::VARCHAR, ' ', 'T')";
            case "binary", "json", "nested" -> "NULL";
            default -> function + "(v)";
        };
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }

    private static long outOfRange(Statement statement, @Nullable ValueRange given) throws SQLException {
        ValueRange range = given == null ? Quartiles.fences(statement) : given;
        if (range == null) {
            return 0;
        }
        double low = range.min() == null ? Double.NEGATIVE_INFINITY : range.min();
        double high = range.max() == null ? Double.POSITIVE_INFINITY : range.max();
        try (ResultSet row = statement.executeQuery("""
                SELECT coalesce(sum(n) FILTER (v::DOUBLE < '%s'::DOUBLE OR v::DOUBLE > '%s'::DOUBLE), 0)::BIGINT
                FROM frequency""".formatted(low, high))) {
            row.next();
            return row.getLong(1);
        }
    }
}
