package dev.steward.session.adapter.postgres;

import dev.steward.session.domain.Attempts;
import dev.steward.session.domain.Cause;
import dev.steward.session.domain.Placement;
import dev.steward.session.domain.Revision;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionIdentity;
import dev.steward.session.domain.SessionState;
import dev.steward.session.domain.SessionStatus;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/** A session as a row of its table, in both directions. */
final class SessionRow {

    private SessionRow() {}

    static Session read(Readable row) {
        return new Session(
                new SessionIdentity(
                        get(row, "id", UUID.class).toString(),
                        get(row, "project_id", String.class),
                        get(row, "user_id", String.class),
                        get(row, "runtime", String.class),
                        SpecJson.read(get(row, "spec", String.class)),
                        row.get("token_hash", String.class),
                        get(row, "created_at", Instant.class)),
                new Placement(get(row, "slot", Integer.class), get(row, "port", Integer.class)),
                new SessionState(
                        SessionStatus.of(get(row, "status", String.class)).orElseThrow(),
                        get(row, "status_since", Instant.class),
                        row.get("reason", String.class),
                        row.get("detail", String.class)),
                new Attempts(
                        get(row, "attempt", Integer.class),
                        get(row, "crash_count", Integer.class),
                        List.of(get(row, "recent_crashes", Instant[].class)),
                        row.get("started_at", Instant.class)),
                new Cause(get(row, "correlation_id", String.class), row.get("remediation_id", String.class)),
                LeaseColumns.read(row),
                new Revision(get(row, "version", Long.class), get(row, "event_sequence", Long.class)));
    }

    /** What never changes. */
    static GenericExecuteSpec bindIdentity(GenericExecuteSpec statement, Session session) {
        SessionIdentity identity = session.identity();
        GenericExecuteSpec bound = statement
                .bind("id", UUID.fromString(identity.id()))
                .bind("project", identity.projectId())
                .bind("user", identity.userId())
                .bind("runtime", identity.runtime())
                .bind("created", identity.createdAt())
                .bind("spec", SpecJson.write(identity.spec()))
                .bind("slot", session.placement().slot());
        return bind(bound, "token", identity.tokenHash(), String.class);
    }

    /** What an update can change. */
    static GenericExecuteSpec bindState(GenericExecuteSpec statement, Session session) {
        SessionState state = session.state();
        Attempts attempts = session.attempts();
        GenericExecuteSpec bound = statement
                .bind("port", session.placement().port())
                .bind("status", state.status().text())
                .bind("since", state.since())
                .bind("attempt", attempts.count())
                .bind("crashes", attempts.crashes())
                .bind("recent", attempts.recentCrashes().toArray(Instant[]::new))
                .bind("correlation", session.cause().correlationId());
        bound = bind(bound, "reason", state.reason(), String.class);
        bound = bind(bound, "detail", state.detail(), String.class);
        bound = bind(bound, "started", attempts.startedAt(), Instant.class);
        bound = bind(bound, "remediation", session.cause().remediationId(), String.class);
        return LeaseColumns.bind(bound, session);
    }

    static <T> GenericExecuteSpec bind(GenericExecuteSpec statement, String name, @Nullable T value, Class<T> type) {
        return value == null ? statement.bindNull(name, type) : statement.bind(name, value);
    }

    static <T> T get(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
