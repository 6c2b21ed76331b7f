package dev.steward.session.adapter.postgres;

import dev.steward.session.domain.KeepAlive;
import dev.steward.session.port.KeepAliveRepository;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Keep-alive leases as rows, one for each owner of a session. */
public final class PostgresKeepAliveRepository implements KeepAliveRepository {

    private final DatabaseClient database;

    public PostgresKeepAliveRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<List<KeepAlive>> of(String sessionId) {
        return database.sql("select * from session_keep_alive where session_id = :id order by held_until, owner")
                .bind("id", UUID.fromString(sessionId))
                .map(PostgresKeepAliveRepository::keepAlive)
                .all()
                .collectList();
    }

    @Override
    public Mono<Void> put(String sessionId, KeepAlive keepAlive) {
        Mono<Void> cleared = database.sql(
                        "delete from session_keep_alive where session_id = :id and held_until <= :now")
                .bind("id", UUID.fromString(sessionId))
                .bind("now", keepAlive.takenAt())
                .then();
        return cleared.then(database.sql("""
                        insert into session_keep_alive (session_id, owner, reason, taken_by, taken_at, held_until)
                        values (:id, :owner, :reason, :by, :at, :until)
                        on conflict (session_id, owner) do update
                        set reason = excluded.reason, taken_by = excluded.taken_by, taken_at = excluded.taken_at,
                            held_until = excluded.held_until""")
                .bind("id", UUID.fromString(sessionId))
                .bind("owner", keepAlive.owner())
                .bind("reason", keepAlive.reason())
                .bind("by", keepAlive.takenBy())
                .bind("at", keepAlive.takenAt())
                .bind("until", keepAlive.until())
                .then());
    }

    @Override
    public Mono<Boolean> remove(String sessionId, String owner) {
        return database.sql("delete from session_keep_alive where session_id = :id and owner = :owner")
                .bind("id", UUID.fromString(sessionId))
                .bind("owner", owner)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private static KeepAlive keepAlive(Readable row) {
        return new KeepAlive(
                SessionRow.get(row, "owner", String.class),
                SessionRow.get(row, "reason", String.class),
                SessionRow.get(row, "taken_by", String.class),
                SessionRow.get(row, "taken_at", Instant.class),
                SessionRow.get(row, "held_until", Instant.class));
    }
}
