package dev.steward.devstack;

import dev.steward.devstack.suite.Secrets;
import dev.steward.infra.PostgresConfig;
import dev.steward.infra.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The suite's databases seen by the server's administrator. */
record SuiteDatabase(PostgresServer server) {
    /** What people and other systems create; what the suite writes by itself is left out. */
    private static final Map<String, List<String>> CREATED = Map.of(
            "zerotrust",
            List.of("users", "projects", "project_members", "login_sessions", "refresh_tokens"),
            "session",
            List.of("session"),
            "job",
            List.of("job"),
            "cost",
            List.of("price_list"),
            "healing",
            List.of("incident", "remediation"));

    static SuiteDatabase of(SuiteUnderTest suite) {
        var password = Secrets.read(suite.layout().secrets().resolve(PostgresConfig.SUPERUSER));
        return new SuiteDatabase(new PostgresServer(
                "127.0.0.1", suite.port("STEWARD_POSTGRES_PORT"), PostgresConfig.SUPERUSER, password));
    }

    Connection connect(String database) throws SQLException {
        return server.connect(database);
    }

    /** How many rows each table holds. */
    Map<String, Long> rows() throws SQLException {
        var rows = new LinkedHashMap<String, Long>();
        for (var database : CREATED.entrySet()) {
            try (var connection = connect(database.getKey());
                    var statement = connection.createStatement()) {
                for (var table : database.getValue()) {
                    try (var count = statement.executeQuery("select count(*) from " + table)) {
                        count.next();
                        rows.put(database.getKey() + "." + table, count.getLong(1));
                    }
                }
            }
        }
        return rows;
    }
}
