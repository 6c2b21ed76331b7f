package dev.steward.infra;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.regex.Pattern;

/** A PostgreSQL server seen by its administrator, embedded or not. */
public record PostgresServer(String host, int port, String user, String password) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,49}");

    public Connection connect(String database) throws SQLException {
        var settings = new Properties();
        settings.setProperty("user", user);
        settings.setProperty("password", password);
        settings.setProperty("connectTimeout", "5");
        settings.setProperty("socketTimeout", "60");
        return DriverManager.getConnection("jdbc:postgresql://" + host + ":" + port + "/" + database, settings);
    }

    /**
     * Makes sure that the database exists with its two roles and these passwords: {@code <database>_owner} owns it and
     * its schema {@code public}, {@code <database>_app} may only connect; migrations grant it the rest.
     */
    public void provision(String database, String ownerPassword, String appPassword) {
        if (!NAME.matcher(database).matches()) {
            throw new IllegalArgumentException("Not a database name: " + database);
        }
        var owner = database + "_owner";
        var app = database + "_app";
        try {
            try (var connection = connect("postgres");
                    var statement = connection.createStatement()) {
                setUpRole(statement, owner, ownerPassword);
                setUpRole(statement, app, appPassword);
                if (!exists(statement, "pg_database WHERE datname = '" + database + "'")) {
                    statement.execute("CREATE DATABASE " + database + " OWNER " + owner);
                }
                statement.execute("REVOKE ALL ON DATABASE " + database + " FROM PUBLIC");
                statement.execute("GRANT CONNECT ON DATABASE " + database + " TO " + app);
            }
            try (var connection = connect(database);
                    var statement = connection.createStatement()) {
                statement.execute("ALTER SCHEMA public OWNER TO " + owner);
            }
        } catch (SQLException e) {
            throw new InfraException("Database " + database + " could not be set up: " + e.getMessage(), e);
        }
    }

    private static void setUpRole(Statement statement, String role, String password) throws SQLException {
        var quoted = statement.enquoteLiteral(password);
        var verb = exists(statement, "pg_roles WHERE rolname = '" + role + "'") ? "ALTER" : "CREATE";
        statement.execute(verb + " ROLE " + role + " LOGIN PASSWORD " + quoted);
    }

    private static boolean exists(Statement statement, String fromWhere) throws SQLException {
        try (var rows = statement.executeQuery("SELECT 1 FROM " + fromWhere)) {
            return rows.next();
        }
    }
}
