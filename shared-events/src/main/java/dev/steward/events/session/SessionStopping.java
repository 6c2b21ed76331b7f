package dev.steward.events.session;

import dev.steward.events.Require;

/** A stop was asked for; the process is being ended. */
public record SessionStopping(String sessionId, String projectId, String reason) implements SessionEvent {

    public SessionStopping {
        Require.text(sessionId, "session_id");
        Require.text(projectId, "project_id");
    }
}
