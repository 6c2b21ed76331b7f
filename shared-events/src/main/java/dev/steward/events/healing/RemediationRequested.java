package dev.steward.events.healing;

import dev.steward.events.Require;

/** The owner of the target is asked to act. */
public record RemediationRequested(
        String remediationId,
        String incidentId,
        String projectId,
        String targetType,
        String targetId,
        String action,
        int attempt)
        implements HealingEvent {

    public RemediationRequested {
        Require.text(remediationId, "remediation_id");
        Require.text(incidentId, "incident_id");
        Require.text(projectId, "project_id");
        Require.text(targetId, "target_id");
    }
}
