package dev.steward.session.adapter.postgres;

import dev.steward.session.domain.Revision;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionChange;
import dev.steward.session.domain.SessionFilter;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.port.SessionRepository;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sessions as rows of one table; the guards of a change stand in the statement that makes it. */
public final class PostgresSessionRepository implements SessionRepository {

    private static final String SHOWN = """
            where status <> 'deleted'
              and (cast(:projects as text[]) is null or project_id = any(:projects))
              and (cast(:user as text) is null or user_id = :user)
              and (cast(:status as text) is null or status = :status)
              and (cast(:runtime as text) is null or runtime = :runtime)
            """;

    private final DatabaseClient database;

    public PostgresSessionRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Integer> nextSlot() {
        return database.sql("select nextval('session_slot')::integer")
                .mapValue(Integer.class)
                .one();
    }

    @Override
    public Mono<Void> serialize(String projectId, String userId) {
        // Neither part can have the slash of the other: a project id is a slug.
        return database.sql("select pg_advisory_xact_lock(hashtextextended(:who, 0))")
                .bind("who", "session/" + projectId + "/" + userId)
                .then();
    }

    @Override
    public Mono<Boolean> insert(Session session) {
        GenericExecuteSpec statement = database.sql("""
                insert into session (id, project_id, user_id, runtime, spec, token_hash, slot, port, status, status_since, reason, detail,
                                     attempt, crash_count, recent_crashes, started_at, correlation_id, remediation_id,
                                     begun_at, ttl_seconds, idle_seconds, expires_at, latest_at, used_at, used_by,
                                     warned, due_at, held_until, keep_seconds, workspace_over_at, workspace_gone,
                                     version, event_sequence, created_at)
                select :id, :project, :user, :runtime, cast(:spec as jsonb), :token, :slot, :port, :status, :since, :reason, :detail,
                       :attempt, :crashes, :recent, :started, :correlation, :remediation,
                       :begun, :ttl, :idle, :expires, :latest, :used, :use,
                       :warned, :due, :held, :keep, :over, :gone,
                       :version, :sequence, :created
                where not exists (select from warm_session where slot = :slot or port = :port)
                on conflict do nothing""");
        statement = SessionRow.bindIdentity(statement, session);
        return SessionRow.bindState(statement, session)
                .bind("version", session.revision().version())
                .bind("sequence", session.revision().eventSequence())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Session> find(String id) {
        // Events name targets of other kinds, too; text that is no UUID is then no session.
        return Mono.justOrEmpty(uuid(id)).flatMap(key -> database.sql("select * from session where id = :id")
                .bind("id", key)
                .map(SessionRow::read)
                .one());
    }

    @Override
    public Flux<Session> all(Set<String> ids) {
        return database.sql("select * from session where id = any(:ids)")
                .bind("ids", uuids(ids))
                .map(SessionRow::read)
                .all();
    }

    @Override
    public Mono<Session> update(SessionChange change) {
        Session after = change.after();
        GenericExecuteSpec statement = database.sql("""
                update session
                set port = :port, status = :status, status_since = :since, reason = :reason, detail = :detail,
                    attempt = :attempt, crash_count = :crashes, recent_crashes = :recent, started_at = :started,
                    correlation_id = :correlation, remediation_id = :remediation,
                    begun_at = :begun, ttl_seconds = :ttl, idle_seconds = :idle, expires_at = :expires,
                    latest_at = :latest, used_at = :used, used_by = :use, warned = :warned, due_at = :due,
                    held_until = :held, keep_seconds = :keep, workspace_over_at = :over, workspace_gone = :gone,
                    version = version + 1, event_sequence = event_sequence + :events
                where id = :id and version = :version and status = any(:sources)
                returning version, event_sequence""")
                .bind("id", UUID.fromString(after.id()))
                .bind("version", change.before().revision().version())
                .bind("sources", after.status().sources().toArray(String[]::new))
                .bind("events", change.emissions().size());
        return SessionRow.bindState(statement, after)
                .map(row -> after.revised(new Revision(
                        Objects.requireNonNull(row.get("version", Long.class)),
                        Objects.requireNonNull(row.get("event_sequence", Long.class)))))
                .one();
    }

    @Override
    public Mono<List<Session>> page(SessionFilter filter, long offset, int limit) {
        return filtered(
                        "select * from session " + SHOWN
                                + " order by created_at desc, id desc offset :offset limit :limit",
                        filter)
                .bind("offset", offset)
                .bind("limit", limit)
                .map(SessionRow::read)
                .all()
                .collectList();
    }

    @Override
    public Mono<Long> count(SessionFilter filter) {
        return filtered("select count(*) from session " + SHOWN, filter)
                .mapValue(Long.class)
                .one();
    }

    @Override
    public Flux<Session> held(Set<SessionStatus> states) {
        return database.sql("select * from session where released_at is null and status = any(:states)")
                .bind("states", texts(states.stream()))
                .map(SessionRow::read)
                .all();
    }

    @Override
    public Flux<Session> stoppedFor(Set<String> reasons) {
        return database.sql("""
                        select * from session
                        where released_at is null and status = 'stopped' and reason = any(:reasons)""")
                .bind("reasons", reasons.toArray(String[]::new))
                .map(SessionRow::read)
                .all();
    }

    @Override
    public Flux<String> heldIds() {
        return ids(database.sql("select id from session where released_at is null"));
    }

    @Override
    public Flux<String> pressing(Set<SessionStatus> states, Instant now) {
        return ids(database.sql("""
                        select id from session
                        where released_at is null
                          and (status = any(:states) or (due_at <= :now and status <> 'deleted'))""").bind("states", texts(states.stream())).bind("now", now));
    }

    @Override
    public Mono<Map<String, Long>> nextSequences(Set<String> ids) {
        // Newest first, as whoever ends many of them in one transaction goes through them.
        return database.sql("""
                        update session set event_sequence = event_sequence + 1
                        where id in (select id from session where id = any(:ids) and released_at is null
                                     order by created_at desc, id desc
                                     for update)
                        returning id, event_sequence""")
                .bind("ids", uuids(ids))
                .map(row -> Map.entry(
                        SessionRow.get(row, "id", UUID.class).toString(),
                        SessionRow.get(row, "event_sequence", Long.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    @Override
    public Mono<Long> release(String id) {
        return database.sql("""
                        update session set event_sequence = event_sequence + 1, released_at = now()
                        where id = :id and status = 'deleted' and released_at is null
                        returning event_sequence""")
                .bind("id", UUID.fromString(id))
                .mapValue(Long.class)
                .one();
    }

    private static Flux<String> ids(GenericExecuteSpec query) {
        return query.map(row -> SessionRow.get(row, "id", UUID.class).toString())
                .all();
    }

    private static UUID[] uuids(Set<String> ids) {
        return ids.stream().map(UUID::fromString).toArray(UUID[]::new);
    }

    private static String[] texts(Stream<SessionStatus> states) {
        return states.map(SessionStatus::text).toArray(String[]::new);
    }

    /** Only as it is written here: policies name sessions by that text, and by another one they could be evaded. */
    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text))
                    .filter(uuid -> uuid.toString().equals(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private GenericExecuteSpec filtered(String sql, SessionFilter filter) {
        @Nullable Set<String> projects = filter.projects();
        @Nullable SessionStatus status = filter.status();
        GenericExecuteSpec bound = database.sql(sql);
        bound = SessionRow.bind(
                bound, "projects", projects == null ? null : projects.toArray(String[]::new), String[].class);
        bound = SessionRow.bind(bound, "user", filter.userId(), String.class);
        bound = SessionRow.bind(bound, "runtime", filter.runtime(), String.class);
        return SessionRow.bind(bound, "status", status == null ? null : status.text(), String.class);
    }
}
