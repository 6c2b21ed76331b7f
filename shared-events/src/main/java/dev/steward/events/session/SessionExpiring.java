package dev.steward.events.session;

import dev.steward.events.Require;
import java.time.Instant;

/** A session will be stopped soon unless it is used or extended; sent 10 minutes and 1 minute before. */
public record SessionExpiring(String sessionId, String projectId, String userId, String reason, Instant stopsAt)
        implements SessionEvent {

    public SessionExpiring {
        Require.text(sessionId, "session_id");
        Require.text(projectId, "project_id");
        Require.text(userId, "user_id");
        Require.text(reason, "reason");
    }
}
