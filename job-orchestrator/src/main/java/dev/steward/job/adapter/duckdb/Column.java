package dev.steward.job.adapter.duckdb;

/** A column as its owner named it and as the dataset table knows it: quoted identifier and DuckDB type. */
record Column(String name, String identifier, String duckType) {

    /** The type the report speaks of. */
    static String typeOf(String duckType) {
        return switch (duckType.replaceFirst("\\(.*", "")) {
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT" -> "integer";
            case "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT" -> "integer";
            case "FLOAT", "DOUBLE", "DECIMAL" -> "number";
            case "BOOLEAN" -> "boolean";
            case "DATE" -> "date";
            case "TIMESTAMP", "TIMESTAMP WITH TIME ZONE", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> "timestamp";
            case "TIME", "TIME WITH TIME ZONE" -> "time";
            case "VARCHAR", "UUID", "ENUM" -> "string";
            case "BLOB", "BIT" -> "binary";
            case "JSON" -> "json";
            default -> "nested";
        };
    }
}
