package dev.steward.healing.adapter.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.steward.healing.domain.Incident;
import dev.steward.healing.domain.IncidentState;
import dev.steward.healing.domain.Remediation;
import dev.steward.healing.domain.TimelineEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incident as it is answered.
 *
 * @param timeline left out in lists
 */
record IncidentResponse(
        String id,
        String projectId,
        String targetType,
        String targetId,
        String status,
        String reason,
        Instant openedAt,
        @Nullable Instant resolvedAt,
        @Nullable String resolution,
        @Nullable Instant escalatedAt,
        @Nullable String escalationReason,
        String correlationId,
        int crashes,
        List<Attempt> remediations,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Event> timeline) {

    /** One remediation. */
    record Attempt(
            String id,
            String action,
            int attempt,
            String status,
            Instant requestedAt,
            @Nullable Instant finishedAt,
            @Nullable String reason) {

        static Attempt from(Remediation it) {
            return new Attempt(
                    it.id(),
                    it.action(),
                    it.attempt(),
                    it.status().code(),
                    it.requestedAt(),
                    it.finishedAt(),
                    it.reason());
        }
    }

    /** One event of the timeline. */
    record Event(
            String eventId,
            String type,
            String source,
            Instant time,
            @Nullable Long sequence,
            String correlationId) {

        static Event from(TimelineEntry it) {
            return new Event(it.eventId(), it.type(), it.source(), it.time(), it.sequence(), it.correlationId());
        }
    }

    static IncidentResponse from(Incident incident) {
        return from(incident, null);
    }

    static IncidentResponse from(Incident incident, @Nullable List<TimelineEntry> timeline) {
        IncidentState state = incident.state();
        IncidentState.Resolved resolved = state instanceof IncidentState.Resolved it ? it : null;
        IncidentState.Escalated escalated = state instanceof IncidentState.Escalated it ? it : null;
        return new IncidentResponse(
                incident.id(),
                incident.target().projectId(),
                incident.target().type(),
                incident.target().id(),
                state.status().code(),
                incident.reason(),
                incident.openedAt(),
                resolved == null ? null : resolved.at(),
                resolved == null ? null : resolved.resolution().code(),
                escalated == null ? null : escalated.at(),
                escalated == null ? null : escalated.reason().code(),
                incident.correlationId(),
                incident.crashes(),
                incident.remediations().stream().map(Attempt::from).toList(),
                timeline == null ? null : timeline.stream().map(Event::from).toList());
    }
}
