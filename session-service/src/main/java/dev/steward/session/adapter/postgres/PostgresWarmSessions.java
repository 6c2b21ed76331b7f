package dev.steward.session.adapter.postgres;

import dev.steward.session.domain.Placement;
import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.WarmSession;
import dev.steward.session.port.WarmSessions;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Warm sessions as rows that are taken by being deleted. */
public final class PostgresWarmSessions implements WarmSessions {

    private final DatabaseClient database;

    public PostgresWarmSessions(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Boolean> add(WarmSession warm) {
        return database.sql("""
                        insert into warm_session (id, runtime, spec, slot, port, created_at)
                        select :id, :runtime, cast(:spec as jsonb), :slot, :port, :created
                        where not exists (select from session
                                          where released_at is null and (slot = :slot or port = :port))
                        on conflict do nothing""")
                .bind("id", UUID.fromString(warm.id()))
                .bind("runtime", warm.runtime())
                .bind("spec", SpecJson.write(warm.spec()))
                .bind("slot", warm.placement().slot())
                .bind("port", warm.placement().port())
                .bind("created", warm.createdAt())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Flux<WarmSession> all() {
        return database.sql("select * from warm_session order by created_at, id")
                .map(PostgresWarmSessions::read)
                .all();
    }

    @Override
    public Mono<Void> ready(String id, Instant at) {
        return database.sql("update warm_session set ready_at = :at where id = :id and ready_at is null")
                .bind("id", UUID.fromString(id))
                .bind("at", at)
                .then();
    }

    @Override
    public Mono<WarmSession> take(String runtime, SessionSpec spec) {
        // Whoever comes second skips the row and does not wait to find it gone.
        return database.sql("""
                        delete from warm_session
                        where id = (select id from warm_session
                                    where runtime = :runtime and spec = cast(:spec as jsonb) and ready_at is not null
                                    order by created_at, id limit 1
                                    for update skip locked)
                        returning *""")
                .bind("runtime", runtime)
                .bind("spec", SpecJson.write(spec))
                .map(PostgresWarmSessions::read)
                .one();
    }

    @Override
    public Mono<Boolean> remove(String id) {
        return database.sql("delete from warm_session where id = :id")
                .bind("id", UUID.fromString(id))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private static WarmSession read(Readable row) {
        return new WarmSession(
                SessionRow.get(row, "id", UUID.class).toString(),
                SessionRow.get(row, "runtime", String.class),
                SpecJson.read(SessionRow.get(row, "spec", String.class)),
                new Placement(SessionRow.get(row, "slot", Integer.class), SessionRow.get(row, "port", Integer.class)),
                SessionRow.get(row, "created_at", Instant.class),
                row.get("ready_at", Instant.class));
    }
}
