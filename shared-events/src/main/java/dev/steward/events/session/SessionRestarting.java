package dev.steward.events.session;

import dev.steward.events.Require;

/** A crashed session is being started again. */
public record SessionRestarting(String sessionId, String projectId, String reason, String requestedBy)
        implements SessionEvent {

    public SessionRestarting {
        Require.text(sessionId, "session_id");
        Require.text(projectId, "project_id");
    }
}
