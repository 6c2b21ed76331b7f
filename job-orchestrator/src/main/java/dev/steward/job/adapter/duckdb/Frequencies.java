package dev.steward.job.adapter.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Puts the distinct values {@code v} of one column and how often each occurs {@code n} into the table {@code frequency}.
 * Everything else about the column is asked of this table: it is smaller than the column, and grouping, unlike DuckDB's
 * quantile functions, can spill to disk.
 */
final class Frequencies {

    private Frequencies() {}

    /** Returns the DuckDB type of {@code v}. */
    static String count(Statement statement, DatasetTable table, Column column) throws SQLException {
        String type = column.duckType();
        create(statement, value(column), "count(*)", "dataset");
        if (!table.text()) {
            return type;
        }
        String inferred = inferredType(statement);
        if (!inferred.equals("VARCHAR")) {
            statement.execute("ALTER TABLE frequency RENAME TO spelled");
            create(statement, notNan("CAST(v AS " + inferred + ")", inferred), "sum(n)::BIGINT", "spelled");
            statement.execute("DROP TABLE spelled");
        }
        return inferred;
    }

    private static void create(Statement statement, String value, String count, String source) throws SQLException {
        statement.execute("DROP TABLE IF EXISTS frequency");
        statement.execute("CREATE TABLE frequency AS SELECT %s AS v, %s AS n FROM %s GROUP BY ALL"
                .formatted(value, count, source));
    }

    private static String value(Column column) {
        return switch (column.duckType()) {
            case "JSON" -> "nullif(" + column.identifier() + "::VARCHAR, 'null')";
            default -> notNan(column.identifier(), column.duckType());
        };
    }

    /** What is not a number is a missing number. */
    private static String notNan(String value, String type) {
        return type.equals("DOUBLE") || type.equals("FLOAT") ? "nullif(" + value + ", 'nan'::" + type + ")" : value;
    }

    /** The narrowest type that every spelled value fits; a leading zero makes a code, not a number. */
    private static String inferredType(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("""
                SELECT bool_and(regexp_full_match(v, '\\s*[+-]?(0|[1-9]\\d*)\\s*') AND try_cast(v AS BIGINT) IS NOT NULL),
                       bool_and(regexp_full_match(v, '(?i)\\s*[+-]?((0|[1-9]\\d*)(\\.\\d*)?|\\.\\d+)(e[+-]?\\d+)?\\s*|nan|[+-]?inf(inity)?')
                           AND try_cast(v AS DOUBLE) IS NOT NULL),
                       bool_and(lower(v) IN ('true', 'false')),
                       bool_and(regexp_full_match(v, '\\d{4}-\\d{2}-\\d{2}') AND try_cast(v AS DATE) IS NOT NULL),
                       bool_and(regexp_full_match(v, '\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}.*')
                           AND try_cast(v AS TIMESTAMP) IS NOT NULL)
                FROM frequency WHERE v IS NOT NULL""")) {
            String[] types = {"BIGINT", "DOUBLE", "BOOLEAN", "DATE", "TIMESTAMP"};
            row.next();
            for (int i = 0; i < types.length; i++) {
                if (row.getBoolean(i + 1)) {
                    return types[i];
                }
            }
            return "VARCHAR";
        }
    }
}
