package dev.steward.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresProcessIT {
    @TempDir
    static Path directory;

    private static PostgresProcess postgres;

    @BeforeAll
    static void start() throws Exception {
        Reachable.byOtherUsers(directory);
        postgres = PostgresProcess.start(new PostgresConfig(directory.resolve("postgres"), 0, "it's secret"));
        postgres.provision("ledger", "owner-1", "app-1");
    }

    @AfterAll
    static void stop() {
        postgres.close();
        assertThat(postgres.isAlive()).isFalse();
    }

    @Test
    void isDurable() throws Exception {
        try (var connection = asOwner("owner-1")) {
            assertThat(value(connection, "SHOW fsync")).isEqualTo("on");
            assertThat(value(connection, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(value(connection, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(value(connection, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void keepsCommittedRowsThroughKillAndImmediateRestart() throws Exception {
        execute("CREATE TABLE survivors (name text)");
        execute("INSERT INTO survivors VALUES ('killed')");
        int port = postgres.port();

        postgres.kill();
        assertThat(postgres.isAlive()).isFalse();
        postgres.restart();
        execute("INSERT INTO survivors VALUES ('immediate')");
        postgres.restartImmediate();

        assertThat(postgres.port()).isEqualTo(port);
        try (var connection = asOwner("owner-1")) {
            assertThat(value(connection, "SELECT string_agg(name, ' ' ORDER BY name) FROM survivors"))
                    .isEqualTo("immediate killed");
        }
    }

    @Test
    void provisionsAgainWithNewPasswords() throws Exception {
        postgres.provision("rotated", "owner-1", "app-1");
        postgres.provision("rotated", "owner-2", "app-2");

        assertThatThrownBy(() -> connect("rotated", "rotated_owner", "owner-1"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
        connect("rotated", "rotated_app", "app-2").close();
    }

    @Test
    void letsTheAppRoleConnectOnlyToItsOwnDatabaseAndCreateNothing() throws Exception {
        postgres.provision("other", "owner", "app");

        assertThatThrownBy(() -> connect("other", "ledger_app", "app-1")).hasMessageContaining("permission denied");
        try (var connection = connect("ledger", "ledger_app", "app-1");
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("CREATE TABLE mine (id int)"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void saysThatThePortIsInUse() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var config = new PostgresConfig(directory.resolve("second"), taken.getLocalPort(), "secret");
            assertThatThrownBy(() -> PostgresProcess.start(config))
                    .isInstanceOf(InfraException.class)
                    .hasMessage("Port " + taken.getLocalPort() + " is in use, so PostgreSQL cannot start.");
        }
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = asOwner("owner-1");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection asOwner(String password) throws SQLException {
        return connect("ledger", "ledger_owner", password);
    }

    private static Connection connect(String database, String user, String password) throws SQLException {
        return new PostgresServer("127.0.0.1", postgres.port(), user, password).connect(database);
    }

    private static String value(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
