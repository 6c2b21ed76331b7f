package dev.steward.events.session;

import dev.steward.events.Require;

/** What the healer asked for could not be done. */
public record SessionRemediationFailed(
        String sessionId, String projectId, String remediationId, String action, String reason)
        implements SessionEvent {

    public SessionRemediationFailed {
        Require.text(sessionId, "session_id");
        Require.text(projectId, "project_id");
        Require.text(remediationId, "remediation_id");
    }
}
