package dev.steward.job.adapter.duckdb;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * An in-memory DuckDB that can read one file and nothing else: no other path, no network, no extension. Its configuration
 * is locked as the last step, so nothing that runs on the connection can open it up again.
 */
final class DuckDb {

    private DuckDb() {}

    static Connection open(ProfileRequest request) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            statement.execute(settings(request));
        }
        return connection;
    }

    private static String settings(ProfileRequest request) {
        return """
            SET autoload_known_extensions = false;
            SET autoinstall_known_extensions = false;
            SET allow_community_extensions = false;
            SET TimeZone = 'UTC';
            SET preserve_insertion_order = false;
            SET threads = %d;
            SET memory_limit = '%dB';
            SET temp_directory = %s;
            SET max_temp_directory_size = '%dB';
            SET allowed_paths = [%s];
            SET enable_external_access = false;
            SET lock_configuration = true
            """.formatted(
                        request.threads(),
                        request.memory(),
                        literal(request.scratch()),
                        request.spill(),
                        literal(request.path()));
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
