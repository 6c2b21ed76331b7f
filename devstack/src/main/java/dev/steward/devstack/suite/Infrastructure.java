package dev.steward.devstack.suite;

import dev.steward.infra.PostgresConfig;
import dev.steward.infra.PostgresServer;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
        var missing = Stream.of("STEWARD_DB_HOST", "STEWARD_KAFKA")
                .filter(name -> environment.getOrDefault(name, "").isBlank())
                .toList();
        if (!missing.isEmpty()) {
            throw new SuiteException(
                    "With --infra=external the environment must set " + String.join(" and ", missing) + ".");
        }
        var host = environment.getOrDefault("STEWARD_DB_HOST", "");
        int port = SuitePorts.port(environment, "STEWARD_DB_PORT", 5432);
        var user = environment.getOrDefault("STEWARD_DB_ADMIN_USER", PostgresConfig.SUPERUSER);
        return new Infrastructure(
                true,
                host,
                port,
                environment.getOrDefault("STEWARD_KAFKA", ""),
                Secrets.named(environment, "STEWARD_DB_ADMIN_PASSWORD")
                        .map(password -> new PostgresServer(host, port, user, password)));
    }
}
