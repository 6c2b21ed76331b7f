package dev.steward.kit.testing;

import dev.steward.infra.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A database of its own for a test, and a way into it beside the service's. */
public record TestDatabase(PostgresServer server, String name) {

    public static final String OWNER_PASSWORD = "owner";
    public static final String APP_PASSWORD = "app";

    /** The owner's connections that nobody uses now: to log in costs more than most queries. */
    private static final Map<TestDatabase, Connection> IDLE = new ConcurrentHashMap<>();

    public String owner() {
        return name + "_owner";
    }

    public String app() {
        return name + "_app";
    }

    /** As the role the service itself works with. */
    public Connection connectAsApp() throws SQLException {
        return as(app(), APP_PASSWORD);
    }

    public Connection connectAsOwner() throws SQLException {
        return as(owner(), OWNER_PASSWORD);
    }

    /** As the owner; returns the number of rows changed. */
    public int execute(String sql) {
        return asOwner(sql, statement -> statement.executeUpdate(sql));
    }

    /** The rows of a query, as the owner, each as its columns in text joined by {@code |}. */
    public List<String> rows(String query) {
        return asOwner(query, statement -> {
            var result = statement.executeQuery(query);
            var rows = new ArrayList<String>();
            while (result.next()) {
                var columns = new ArrayList<@Nullable String>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    columns.add(result.getString(i));
                }
                rows.add(String.join("|", columns));
            }
            return rows;
        });
    }

    /** The single number a query answers, such as a count. */
    public long number(String query) {
        return Long.parseLong(rows(query).getFirst());
    }

    private <T> T asOwner(String sql, Work<T> work) {
        try {
            Connection connection = IDLE.remove(this);
            if (connection == null) {
                connection = connectAsOwner();
            } else if (!connection.isValid(5)) { // The server was killed meanwhile.
                connection.close();
                connection = connectAsOwner();
            }
            try (var statement = connection.createStatement()) {
                return work.on(statement);
            } finally {
                if (IDLE.putIfAbsent(this, connection) != null) {
                    connection.close();
                }
            }
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private interface Work<T> {
        T on(Statement statement) throws SQLException;
    }

    private Connection as(String user, String password) throws SQLException {
        return new PostgresServer(server.host(), server.port(), user, password).connect(name);
    }
}
