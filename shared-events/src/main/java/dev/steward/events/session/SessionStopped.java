package dev.steward.events.session;

import dev.steward.events.Require;

/** The process of the session has ended as asked. */
public record SessionStopped(String sessionId, String projectId, String reason) implements SessionEvent {

    public SessionStopped {
        Require.text(sessionId, "session_id");
        Require.text(projectId, "project_id");
    }
}
