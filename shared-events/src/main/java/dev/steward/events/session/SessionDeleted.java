package dev.steward.events.session;

import dev.steward.events.Require;

/** The session is gone for ever; nothing follows it. */
public record SessionDeleted(String sessionId, String projectId) implements SessionEvent {

    public SessionDeleted {
        Require.text(sessionId, "session_id");
        Require.text(projectId, "project_id");
    }
}
