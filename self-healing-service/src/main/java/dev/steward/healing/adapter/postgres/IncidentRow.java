package dev.steward.healing.adapter.postgres;

import dev.steward.healing.domain.Coded;
import dev.steward.healing.domain.EscalationReason;
import dev.steward.healing.domain.Incident;
import dev.steward.healing.domain.IncidentState;
import dev.steward.healing.domain.IncidentStatus;
import dev.steward.healing.domain.Remediation;
import dev.steward.healing.domain.RemediationStatus;
import dev.steward.healing.domain.Resolution;
import dev.steward.healing.domain.Target;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row of incidents joined with their remediations. */
record IncidentRow(Incident incident, @Nullable Remediation remediation) {

    static IncidentRow read(Readable row) {
        return new IncidentRow(incident(row), row.get("remediation_id") == null ? null : remediation(row));
    }

    /** Rows of the same incident, put together. */
    static Incident join(List<IncidentRow> rows) {
        Incident it = rows.getFirst().incident;
        List<Remediation> remediations = rows.stream()
                .map(IncidentRow::remediation)
                .filter(Objects::nonNull)
                .toList();
        return new Incident(
                it.id(),
                it.target(),
                it.reason(),
                it.correlationIds(),
                it.openedAt(),
                it.crashes(),
                remediations,
                it.state(),
                it.version(),
                it.eventSequence());
    }

    private static Incident incident(Readable row) {
        return new Incident(
                need(row, "id", UUID.class).toString(),
                new Target(
                        need(row, "target_type", String.class),
                        need(row, "target_id", String.class),
                        need(row, "project_id", String.class)),
                need(row, "reason", String.class),
                List.of(need(row, "correlation_ids", String[].class)),
                need(row, "opened_at", Instant.class),
                need(row, "crashes", Integer.class),
                List.of(),
                state(row),
                need(row, "version", Long.class),
                need(row, "event_sequence", Long.class));
    }

    private static IncidentState state(Readable row) {
        return switch (Coded.parse(IncidentStatus.class, need(row, "status", String.class))) {
            case OPEN -> new IncidentState.Open(due(row));
            case RESOLVED ->
                new IncidentState.Resolved(
                        need(row, "closed_at", Instant.class),
                        Coded.parse(Resolution.class, need(row, "outcome", String.class)));
            case ESCALATED ->
                new IncidentState.Escalated(
                        need(row, "closed_at", Instant.class),
                        Coded.parse(EscalationReason.class, need(row, "outcome", String.class)));
        };
    }

    /** An older version stored none while an answer was awaited. */
    private static Instant due(Readable row) {
        Instant retryAt = row.get("retry_at", Instant.class);
        return retryAt == null ? need(row, "opened_at", Instant.class) : retryAt;
    }

    private static Remediation remediation(Readable row) {
        return new Remediation(
                need(row, "remediation_id", UUID.class).toString(),
                need(row, "action", String.class),
                need(row, "attempt", Integer.class),
                Coded.parse(RemediationStatus.class, need(row, "remediation_status", String.class)),
                need(row, "requested_at", Instant.class),
                row.get("finished_at", Instant.class),
                row.get("remediation_reason", String.class));
    }

    private static <T> T need(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
