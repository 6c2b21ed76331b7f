package dev.steward.kit.outbox;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlResult;
import io.r2dbc.postgresql.api.PostgresqlStatement;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.boot.r2dbc.ConnectionFactoryBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The relay's database session. It holds the leader's lock and does all of the leader's work, so that every statement
 * that succeeds proves the lead: PostgreSQL frees the lock when, and only when, the session ends. Used by one thread.
 */
final class RelaySession implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Lets the server notice within a minute that a leader's machine is gone. */
    private static final String SETTINGS =
            "set tcp_keepalives_idle = 20; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 6";

    private static final String LOCK = "select pg_try_advisory_lock(hashtextextended('outbox-relay', 0))";
    private static final String READ =
            "select " + OutboxRow.COLUMNS + " from outbox where topic <> all($2) order by position limit $1";
    private static final String QUARANTINE = """
            with refused as (delete from outbox where position = $1 returning *)
            insert into outbox_quarantine (%1$s, cause) select %1$s, $2 from refused""".formatted(OutboxRow.COLUMNS);

    private final PostgresqlConnection connection;
    private final String source;

    private RelaySession(PostgresqlConnection connection, String source) {
        this.connection = connection;
        this.source = source;
    }

    /** Opens a session outside of the pool: work that uses up the pool must not hold up what it publishes. */
    static RelaySession open(ConnectionFactory pool, String source) {
        ConnectionFactory direct = ConnectionFactoryBuilder.derivedFrom(pool).build();
        var connection =
                Mono.from(direct.create()).cast(PostgresqlConnection.class).block(TIMEOUT);
        var session = new RelaySession(Objects.requireNonNull(connection), source);
        try {
            session.execute(session.connection.createStatement(SETTINGS));
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
        return session;
    }

    boolean tryLead() {
        return one(connection.createStatement(LOCK), row -> Boolean.TRUE.equals(row.get(0, Boolean.class)));
    }

    /** From now on another instance's commit wakes this one. */
    void listen(Runnable wake) {
        connection.getNotifications().subscribe(_ -> wake.run(), _ -> wake.run());
        execute(connection.createStatement("listen outbox"));
    }

    /** Not part of any business transaction: those would queue behind one another to commit. */
    void wakeLeader() {
        execute(connection.createStatement("notify outbox"));
    }

    /** The rows that are visible now, oldest first. Ids are taken before commit, so there is no position to go on from. */
    List<OutboxRow> read(int limit, Collection<String> exceptTopics) {
        return all(
                connection.createStatement(READ).bind(0, limit).bind(1, exceptTopics.toArray(String[]::new)),
                row -> OutboxRow.from(row, source));
    }

    void delete(Collection<Long> positions) {
        if (!positions.isEmpty()) {
            execute(connection
                    .createStatement("delete from outbox where position = any($1)")
                    .bind(0, positions.toArray(Long[]::new)));
        }
    }

    void quarantine(long position, String cause) {
        execute(connection.createStatement(QUARANTINE).bind(0, position).bind(1, cause));
    }

    OutboxDepth depth() {
        return one(
                connection.createStatement(
                        "select count(*), coalesce(extract(epoch from now() - min(occurred_at)), 0)::float8 from outbox"),
                row -> new OutboxDepth(
                        Objects.requireNonNull(row.get(0, Long.class)),
                        Objects.requireNonNull(row.get(1, Double.class))));
    }

    /** Whether the session, and with it the lead, is still there. */
    boolean isAlive() {
        try {
            execute(connection.createStatement("select 1"));
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Override
    public void close() {
        connection.close().onErrorComplete().block(TIMEOUT);
    }

    private void execute(PostgresqlStatement statement) {
        statement.execute().flatMap(PostgresqlResult::getRowsUpdated).then().block(TIMEOUT);
    }

    private static <T> T one(PostgresqlStatement statement, Function<Readable, T> read) {
        return all(statement, read).getFirst();
    }

    private static <T> List<T> all(PostgresqlStatement statement, Function<Readable, T> read) {
        Flux<T> rows = statement.execute().concatMap(result -> result.map(read));
        return Objects.requireNonNull(rows.collectList().block(TIMEOUT));
    }
}
