package dev.steward.healing.adapter.postgres;

import dev.steward.healing.domain.Incident;
import dev.steward.healing.domain.IncidentChange;
import dev.steward.healing.domain.IncidentState;
import dev.steward.healing.domain.Remediation;
import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The statements that change incidents; each is a compare-and-set, and none reaches a closed incident. */
final class IncidentWriter {

    private static final String INSERT = """
            insert into incident (id, project_id, target_type, target_id, reason, opened_at, correlation_ids,
                                  crashes, status, retry_at, closed_at, outcome, version, event_sequence)
            values (:id, :project, :type, :target, :reason, :opened, :correlations,
                    :crashes, :status, :retry, :closed, :outcome, 1, :events)
            on conflict do nothing
            """;

    private static final String UPDATE = """
            update incident
               set correlation_ids = :correlations, crashes = :crashes, status = :status, retry_at = :retry,
                   closed_at = :closed, outcome = :outcome, version = version + 1, event_sequence = event_sequence + :events
             where id = :id and version = :version and status = 'open'
            """;

    private static final String REMEDIATION = """
            insert into remediation (id, incident_id, action, attempt, status, requested_at, finished_at, reason)
            values (:id, :incident, :action, :attempt, :status, :requested, :finished, :reason)
            on conflict (id) do update
               set status = excluded.status, finished_at = excluded.finished_at, reason = excluded.reason
             where remediation.status = 'requested'
            """;

    private final DatabaseClient database;

    IncidentWriter(DatabaseClient database) {
        this.database = database;
    }

    Mono<Boolean> insert(IncidentChange change) {
        Incident it = change.incident();
        return stored(
                bindState(database.sql(INSERT), change)
                        .bind("project", it.target().projectId())
                        .bind("type", it.target().type())
                        .bind("target", it.target().id())
                        .bind("reason", it.reason())
                        .bind("opened", it.openedAt()),
                it);
    }

    Mono<Boolean> update(IncidentChange change) {
        Incident it = change.incident();
        return stored(bindState(database.sql(UPDATE), change).bind("version", it.version()), it);
    }

    private Mono<Boolean> stored(DatabaseClient.GenericExecuteSpec statement, Incident incident) {
        return statement
                .fetch()
                .rowsUpdated()
                .flatMap(rows ->
                        rows == 0 ? Mono.just(false) : remediations(incident).thenReturn(true));
    }

    private Mono<Void> remediations(Incident incident) {
        return Flux.fromIterable(incident.remediations())
                .concatMap(it -> remediation(UUID.fromString(incident.id()), it))
                .then();
    }

    private Mono<Void> remediation(UUID incident, Remediation it) {
        return database.sql(REMEDIATION)
                .bind("id", UUID.fromString(it.id()))
                .bind("incident", incident)
                .bind("action", it.action())
                .bind("attempt", it.attempt())
                .bind("status", it.status().code())
                .bind("requested", it.requestedAt())
                .bind("finished", nullable(Instant.class, it.finishedAt()))
                .bind("reason", nullable(String.class, it.reason()))
                .then();
    }

    private static DatabaseClient.GenericExecuteSpec bindState(
            DatabaseClient.GenericExecuteSpec statement, IncidentChange change) {
        Incident it = change.incident();
        StateColumns state = StateColumns.of(it.state());
        return statement
                .bind("id", UUID.fromString(it.id()))
                .bind("correlations", it.correlationIds().toArray(String[]::new))
                .bind("crashes", it.crashes())
                .bind("status", it.state().status().code())
                .bind("retry", nullable(Instant.class, state.retryAt()))
                .bind("closed", nullable(Instant.class, state.closedAt()))
                .bind("outcome", nullable(String.class, state.outcome()))
                .bind("events", (long) change.events().size());
    }

    private static Parameter nullable(Class<?> type, @Nullable Object value) {
        return value == null ? Parameters.in(type) : Parameters.in(value);
    }

    private record StateColumns(
            @Nullable Instant retryAt,
            @Nullable Instant closedAt,
            @Nullable String outcome) {

        static StateColumns of(IncidentState state) {
            return switch (state) {
                case IncidentState.Open(var dueAt) -> new StateColumns(dueAt, null, null);
                case IncidentState.Resolved(var at, var resolution) -> new StateColumns(null, at, resolution.code());
                case IncidentState.Escalated(var at, var reason) -> new StateColumns(null, at, reason.code());
            };
        }
    }
}
