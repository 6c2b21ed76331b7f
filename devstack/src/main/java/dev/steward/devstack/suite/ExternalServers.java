package dev.steward.devstack.suite;

import dev.steward.infra.ApiVersionsProbe;
import dev.steward.infra.PostgresServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The PostgreSQL and Kafka of somebody else, asked before anything is started whether the suite can use them. */
record ExternalServers(Infrastructure infrastructure, Map<String, String> environment) {
    private static final String WRONG_PASSWORD = "28";
    private static final String NO_CONNECTION = "08";
    private static final int TIMEOUT_SECONDS = 5;

    /** Says everything that is wrong at once. */
    void require() {
        var problems = Stream.concat(databases().flatMap(database -> problem(database).stream()), kafka().stream())
                .distinct()
                .toList();
        if (!problems.isEmpty()) {
            throw new SuiteException(String.join(" ", problems));
        }
    }

    /** A database and who uses it. */
    private record Login(PostgresServer server, String database) {}

    private Stream<Login> databases() {
        if (infrastructure.administrator().isPresent()) {
            return Stream.of(new Login(infrastructure.administrator().get(), "postgres"));
        }
        // Those who keep the administrator's password to themselves have made the databases and roles.
        var passwords = Map.of("owner", rolePassword("OWNER"), "app", rolePassword("APP"));
        return Arrays.stream(SuiteService.values())
                .map(SuiteService::database)
                .flatMap(database -> passwords.entrySet().stream()
                        .map(role -> new Login(
                                new PostgresServer(
                                        infrastructure.databaseHost(),
                                        infrastructure.databasePort(),
                                        database + "_" + role.getKey(),
                                        role.getValue()),
                                database)));
    }

    private String rolePassword(String role) {
        return Secrets.named(environment, "STEWARD_DB_" + role + "_PASSWORD")
                .orElseThrow(() -> new SuiteException("With --infra=external the environment must set"
                        + " STEWARD_DB_ADMIN_PASSWORD[_FILE], or STEWARD_DB_OWNER_PASSWORD[_FILE] and"
                        + " STEWARD_DB_APP_PASSWORD[_FILE] when the databases exist."));
    }

    private static Optional<String> problem(Login login) {
        var server = login.server();
        var where = "PostgreSQL at " + server.host() + ":" + server.port();
        try (var connection = server.connect(login.database())) {
            return connection.isValid(TIMEOUT_SECONDS) ? Optional.empty() : Optional.of(where + " does not answer.");
        } catch (SQLException e) {
            var state = String.valueOf(e.getSQLState());
            if (state.startsWith(NO_CONNECTION)) {
                return Optional.of(where + " does not answer.");
            }
            return Optional.of(
                    state.startsWith(WRONG_PASSWORD)
                            ? where + " refuses the password of the user " + server.user() + "."
                            : where + " cannot be used: "
                                    + String.valueOf(e.getMessage()).strip() + ".");
        }
    }

    private Optional<String> kafka() {
        return brokers().stream().anyMatch(isEncrypted() ? ExternalServers::listens : ApiVersionsProbe::answers)
                ? Optional.empty()
                : Optional.of("No Kafka broker answers at " + infrastructure.kafka() + ".");
    }

    private boolean isEncrypted() {
        return environment.getOrDefault("STEWARD_KAFKA_PROTOCOL", "").endsWith("SSL");
    }

    private static boolean listens(InetSocketAddress broker) {
        try (var socket = new Socket()) {
            socket.connect(broker, TIMEOUT_SECONDS * 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private List<InetSocketAddress> brokers() {
        return Arrays.stream(infrastructure.kafka().split(",", -1))
                .map(String::strip)
                .map(ExternalServers::address)
                .toList();
    }

    private static InetSocketAddress address(String broker) {
        int colon = broker.lastIndexOf(':');
        try {
            return new InetSocketAddress(broker.substring(0, colon), Integer.parseInt(broker.substring(colon + 1)));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new SuiteException("STEWARD_KAFKA must be host:port[,host:port...], not " + broker + ".", e);
        }
    }
}
