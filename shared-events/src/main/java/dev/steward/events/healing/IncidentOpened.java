package dev.steward.events.healing;

import dev.steward.events.Require;
import java.time.Instant;

/** Something is broken and is being looked after. */
public record IncidentOpened(
        String incidentId, String projectId, String targetType, String targetId, String reason, Instant openedAt)
        implements HealingEvent {

    public IncidentOpened {
        Require.text(incidentId, "incident_id");
        Require.text(projectId, "project_id");
        Require.text(targetId, "target_id");
    }
}
