package dev.steward.events.healing;

import dev.steward.events.Require;

/** The healer gave up; a person has to look. */
public record IncidentEscalated(String incidentId, String projectId, String targetId, String reason)
        implements HealingEvent {

    public IncidentEscalated {
        Require.text(incidentId, "incident_id");
        Require.text(projectId, "project_id");
        Require.text(targetId, "target_id");
    }
}
