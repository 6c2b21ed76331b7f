package dev.steward.events.healing;

import dev.steward.events.Require;
import java.time.Instant;

/** The target itself showed that it works again, or is gone. */
public record IncidentResolved(
        String incidentId, String projectId, String targetId, Instant resolvedAt, String resolution)
        implements HealingEvent {

    public IncidentResolved {
        Require.text(incidentId, "incident_id");
        Require.text(projectId, "project_id");
        Require.text(targetId, "target_id");
    }
}
