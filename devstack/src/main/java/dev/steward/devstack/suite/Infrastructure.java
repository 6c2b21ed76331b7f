package dev.steward.devstack.suite;

import dev.steward.infra.PostgresConfig;
import dev.steward.infra.PostgresServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The PostgreSQL and Kafka the services use.
 *
 * @param external whether they run already; else the launcher starts them
 * @param administrator who may make databases and roles; absent when those exist and the environment has the passwords
 */
public record Infrastructure(
        boolean external, String databaseHost, int databasePort, String kafka, Optional<PostgresServer> administrator) {

    public static Infrastructure embedded(SuitePorts ports, Secrets secrets) {
        return new Infrastructure(
                false,
                "127.0.0.1",
                ports.postgres(),
                "127.0.0.1:" + ports.kafka(),
                Optional.of(new PostgresServer(
                        "127.0.0.1",
                        ports.postgres(),
                        PostgresConfig.SUPERUSER,
                        Secrets.read(secrets.ofDatabase(PostgresConfig.SUPERUSER)))));
    }

    /** Named by the environment: {@code STEWARD_DB_HOST}, {@code STEWARD_DB_PORT}, {@code STEWARD_KAFKA}. */
    public static Infrastructure external(Map<String, String> environment) {
        var host = required(environment, "STEWARD_DB_HOST");
        int port = Integer.parseInt(environment.getOrDefault("STEWARD_DB_PORT", "5432"));
        var user = environment.getOrDefault("STEWARD_DB_ADMIN_USER", PostgresConfig.SUPERUSER);
        return new Infrastructure(
                true,
                host,
                port,
                required(environment, "STEWARD_KAFKA"),
                password(environment).map(password -> new PostgresServer(host, port, user, password)));
    }

    private static Optional<String> password(Map<String, String> environment) {
        var file = environment.get("STEWARD_DB_ADMIN_PASSWORD_FILE");
        return file == null
                ? Optional.ofNullable(environment.get("STEWARD_DB_ADMIN_PASSWORD"))
                : Optional.of(Secrets.read(Path.of(file)));
    }

    private static String required(Map<String, String> environment, String name) {
        var value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new SuiteException("With --infra=external the environment must set " + name + ".");
        }
        return value;
    }
}
