package dev.steward.perf.sessions;

import dev.steward.devstack.suite.Infrastructure;
import dev.steward.devstack.suite.Layout;
import dev.steward.devstack.suite.Secrets;
import dev.steward.devstack.suite.SuiteException;
import dev.steward.devstack.suite.SuitePorts;
import dev.steward.devstack.suite.SuiteService;
import dev.steward.infra.PostgresServer;
import java.sql.SQLException;
import java.util.UUID;

/** Sessions that nobody uses, put beside one that is stopped as its copies: the API would take an hour and a quota. */
record IdleRecords(PostgresServer server, String model) {
    private static final int FIRST_PORT = 40_000;
    private static final int FIRST_SLOT = 90_000;

    /** Of the suite's own database; a suite with an external one is not looked into. */
    static IdleRecords like(String session, Layout layout) {
        var environment = System.getenv();
        return Infrastructure.embedded(SuitePorts.of(environment), new Secrets(layout, environment))
                .administrator()
                .map(server -> new IdleRecords(server, UUID.fromString(session).toString()))
                .orElseThrow();
    }

    /** Those of an earlier run that was broken off go first: they have the slots. */
    void add(int count) {
        execute("delete from session where project_id ~ '^idle-[0-9a-f-]{36}$' and slot > %d".formatted(FIRST_SLOT));
        execute("""
                insert into session
                select (jsonb_populate_record(model, jsonb_build_object(
                           'id', gen_random_uuid(), 'project_id', 'idle-' || '%2$s',
                           'slot', %3$d + number, 'port', %4$d + number))).*
                from session model, generate_series(1, %1$d) number
                where model.id = '%2$s'""".formatted(count, model, FIRST_SLOT, FIRST_PORT));
    }

    void remove() {
        execute("delete from session where project_id = 'idle-%s'".formatted(model));
    }

    private void execute(String statement) {
        try (var connection = server.connect(SuiteService.SESSION.database());
                var prepared = connection.createStatement()) {
            prepared.execute(statement);
        } catch (SQLException e) {
            throw new SuiteException("the idle sessions cannot be put into the database: " + e.getMessage(), e);
        }
    }
}
