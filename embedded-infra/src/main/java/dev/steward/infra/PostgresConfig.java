package dev.steward.infra;

import java.nio.file.Path;

/**
 * What a PostgreSQL server needs.
 *
 * @param directory holds the data and the log; made when absent, reused when present
 * @param port loopback port, 0 for a free one
 */
public record PostgresConfig(Path directory, int port, String superuserPassword, ServerCache cache) {
    public static final String SUPERUSER = "postgres";

    public PostgresConfig {
        directory = directory.toAbsolutePath().normalize();
        if (superuserPassword.isBlank()) {
            throw new IllegalArgumentException("The superuser needs a password.");
        }
    }

    public PostgresConfig(Path directory, int port, String superuserPassword) {
        this(directory, port, superuserPassword, ServerCache.shared());
    }

    Path data() {
        return directory.resolve("data");
    }

    public Path log() {
        return directory.resolve("postgresql.log");
    }
}
