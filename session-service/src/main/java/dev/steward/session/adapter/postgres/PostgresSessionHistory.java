package dev.steward.session.adapter.postgres;

import dev.steward.session.domain.Actor;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.domain.Transition;
import dev.steward.session.port.SessionHistory;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** Transitions as rows that are only ever added. */
public final class PostgresSessionHistory implements SessionHistory {

    private final DatabaseClient database;

    public PostgresSessionHistory(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> add(String sessionId, Transition transition) {
        @Nullable SessionStatus from = transition.from();
        @Nullable String eventId = transition.eventId();
        GenericExecuteSpec statement = database.sql("""
                        insert into session_transition (session_id, number, from_status, to_status, happened_at, reason,
                                                        detail, actor_kind, actor_id, event_id, correlation_id)
                        values (:id, :number, :from, :to, :at, :reason, :detail, :kind, :actor, :event, :correlation)""")
                .bind("id", UUID.fromString(sessionId))
                .bind("number", transition.number())
                .bind("to", transition.to().text())
                .bind("at", transition.at())
                .bind("reason", transition.reason())
                .bind("kind", transition.actor().kind().text())
                .bind("actor", transition.actor().id())
                .bind("correlation", transition.correlationId());
        statement = SessionRow.bind(statement, "from", from == null ? null : from.text(), String.class);
        statement = SessionRow.bind(statement, "detail", transition.detail(), String.class);
        return SessionRow.bind(statement, "event", eventId == null ? null : UUID.fromString(eventId), UUID.class)
                .then();
    }

    @Override
    public Mono<List<Transition>> page(String sessionId, long offset, int limit) {
        return database.sql("""
                        select * from session_transition where session_id = :id
                        order by number desc offset :offset limit :limit""")
                .bind("id", UUID.fromString(sessionId))
                .bind("offset", offset)
                .bind("limit", limit)
                .map(PostgresSessionHistory::transition)
                .all()
                .collectList();
    }

    @Override
    public Mono<List<Transition>> after(String sessionId, long number, int limit) {
        return database.sql("""
                        select * from session_transition where session_id = :id and number > :number
                        order by number limit :limit""")
                .bind("id", UUID.fromString(sessionId))
                .bind("number", number)
                .bind("limit", limit)
                .map(PostgresSessionHistory::transition)
                .all()
                .collectList();
    }

    @Override
    public Mono<Long> count(String sessionId) {
        return database.sql("select count(*) from session_transition where session_id = :id")
                .bind("id", UUID.fromString(sessionId))
                .mapValue(Long.class)
                .one();
    }

    private static Transition transition(Readable row) {
        @Nullable String from = row.get("from_status", String.class);
        @Nullable UUID eventId = row.get("event_id", UUID.class);
        return new Transition(
                SessionRow.get(row, "number", Long.class),
                from == null ? null : status(from),
                status(SessionRow.get(row, "to_status", String.class)),
                SessionRow.get(row, "happened_at", Instant.class),
                SessionRow.get(row, "reason", String.class),
                row.get("detail", String.class),
                new Actor(
                        Actor.Kind.of(SessionRow.get(row, "actor_kind", String.class)),
                        SessionRow.get(row, "actor_id", String.class)),
                eventId == null ? null : eventId.toString(),
                SessionRow.get(row, "correlation_id", String.class));
    }

    private static SessionStatus status(String text) {
        return SessionStatus.of(text).orElseThrow();
    }
}
