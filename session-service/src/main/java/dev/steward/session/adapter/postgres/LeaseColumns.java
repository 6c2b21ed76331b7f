package dev.steward.session.adapter.postgres;

import dev.steward.session.domain.Lease;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.Upkeep;
import dev.steward.session.domain.WorkspaceKeep;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/** The part of a session's row that says how long it may live, with the time when something is to be done about it. */
final class LeaseColumns {

    private LeaseColumns() {}

    static Lease read(Readable row) {
        return new Lease(
                SessionRow.get(row, "begun_at", Instant.class),
                Duration.ofSeconds(SessionRow.get(row, "ttl_seconds", Long.class)),
                Duration.ofSeconds(SessionRow.get(row, "idle_seconds", Long.class)),
                SessionRow.get(row, "expires_at", Instant.class),
                SessionRow.get(row, "latest_at", Instant.class),
                new Lease.Activity(
                        SessionRow.get(row, "used_at", Instant.class), SessionRow.get(row, "used_by", String.class)),
                SessionRow.get(row, "warned", Integer.class),
                row.get("held_until", Instant.class),
                new WorkspaceKeep(
                        Duration.ofSeconds(SessionRow.get(row, "keep_seconds", Long.class)),
                        row.get("workspace_over_at", Instant.class),
                        SessionRow.get(row, "workspace_gone", Boolean.class)));
    }

    static GenericExecuteSpec bind(GenericExecuteSpec statement, Session session) {
        Lease lease = session.lease();
        GenericExecuteSpec bound = statement
                .bind("begun", lease.begunAt())
                .bind("ttl", lease.ttl().toSeconds())
                .bind("idle", lease.idleTimeout().toSeconds())
                .bind("expires", lease.expiresAt())
                .bind("latest", lease.latestAt())
                .bind("used", lease.lastActivity().at())
                .bind("use", lease.lastActivity().source())
                .bind("warned", lease.warned())
                .bind("keep", lease.keep().time().toSeconds())
                .bind("gone", lease.keep().gone());
        bound = SessionRow.bind(bound, "held", lease.heldUntil(), Instant.class);
        bound = SessionRow.bind(bound, "over", lease.keep().overAt(), Instant.class);
        return SessionRow.bind(bound, "due", new Upkeep(session).dueAt(), Instant.class);
    }
}
