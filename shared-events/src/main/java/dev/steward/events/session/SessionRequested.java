package dev.steward.events.session;

import dev.steward.events.Require;

/** A session was accepted; its start is still to come. */
public record SessionRequested(String sessionId, String projectId, String userId, String runtime)
        implements SessionEvent {

    public SessionRequested {
        Require.text(sessionId, "session_id");
        Require.text(projectId, "project_id");
        Require.text(userId, "user_id");
    }
}
