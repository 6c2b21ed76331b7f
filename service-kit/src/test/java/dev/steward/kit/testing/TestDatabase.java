package dev.steward.kit.testing;

import dev.steward.infra.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A database of its own for a test, and a way into it beside the service's. */
public record TestDatabase(PostgresServer server, String name) {

    public static final String OWNER_PASSWORD = "owner";
    public static final String APP_PASSWORD = "app";

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
        try (var connection = connectAsOwner();
                var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** The rows of a query, as the owner, each as its columns in text joined by {@code |}. */
    public List<String> rows(String query) {
        try (var connection = connectAsOwner();
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                var columns = new ArrayList<@Nullable String>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    columns.add(result.getString(i));
                }
                rows.add(String.join("|", columns));
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }

    /** The single number a query answers, such as a count. */
    public long number(String query) {
        return Long.parseLong(rows(query).getFirst());
    }

    private Connection as(String user, String password) throws SQLException {
        return new PostgresServer(server.host(), server.port(), user, password).connect(name);
    }
}
