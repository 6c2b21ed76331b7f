package dev.steward.events.healing;

import dev.steward.events.Require;

/** Acting would exceed the safety budget, so nobody is asked to. */
public record RemediationWithheld(
        String incidentId, String projectId, String targetType, String targetId, String action, String reason)
        implements HealingEvent {

    public RemediationWithheld {
        Require.text(incidentId, "incident_id");
        Require.text(projectId, "project_id");
        Require.text(targetId, "target_id");
    }
}
