package dev.steward.session.adapter.postgres;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.domain.Taken;
import dev.steward.session.port.Allotments;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** What sessions take of their quotas, added up from their rows. */
public final class PostgresAllotments implements Allotments {

    private final DatabaseClient database;

    public PostgresAllotments(DatabaseClient database) {
        this.database = database;
    }

    /** The project always before the user, so that no two can wait for each other. */
    @Override
    public Mono<Void> reserve(String projectId, String userId) {
        return lock("quota/project/" + projectId).then(Mono.defer(() -> lock("quota/user/" + userId)));
    }

    @Override
    public Mono<Taken> ofUser(String userId) {
        return taken("user_id", userId);
    }

    @Override
    public Mono<Taken> ofProject(String projectId) {
        return taken("project_id", projectId);
    }

    private Mono<Void> lock(String what) {
        return database.sql("select pg_advisory_xact_lock(hashtextextended(:what, 0))")
                .bind("what", what)
                .then();
    }

    private Mono<Taken> taken(String column, String whose) {
        String sum = """
            with mine as (
                select status = any(:up) or (status in ('stopping', 'stopped') and reason = any(:again)) as up,
                       spec->'resources' as resources
                from session
                where status <> 'deleted' and %s = :whose
            )
            select count(*) filter (where up) as sessions,
                   coalesce(sum((resources->>'cpu_millis')::bigint) filter (where up), 0)::bigint as cpu,
                   coalesce(sum((resources->>'memory_bytes')::bigint) filter (where up), 0)::bigint as memory,
                   coalesce(sum((resources->>'disk_bytes')::bigint), 0)::bigint as disk
            from mine""".formatted(column);
        return database.sql(sum)
                .bind("whose", whose)
                .bind(
                        "up",
                        Stream.of(SessionStatus.values())
                                .filter(SessionStatus::isUp)
                                .map(SessionStatus::text)
                                .toArray(String[]::new))
                .bind("again", Session.STARTED_AGAIN.toArray(String[]::new))
                .map(row -> new Taken(
                        SessionRow.get(row, "sessions", Long.class),
                        SessionRow.get(row, "cpu", Long.class),
                        SessionRow.get(row, "memory", Long.class),
                        SessionRow.get(row, "disk", Long.class)))
                .one();
    }
}
