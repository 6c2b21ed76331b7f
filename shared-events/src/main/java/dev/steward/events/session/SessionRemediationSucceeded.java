package dev.steward.events.session;

import dev.steward.events.Require;

/** What the healer asked for was done and the session answers again. */
public record SessionRemediationSucceeded(String sessionId, String projectId, String remediationId, String action)
        implements SessionEvent {

    public SessionRemediationSucceeded {
        Require.text(sessionId, "session_id");
        Require.text(projectId, "project_id");
        Require.text(remediationId, "remediation_id");
    }
}
