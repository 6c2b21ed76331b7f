package dev.steward.events.session;

import dev.steward.events.Require;
import java.time.Instant;

/** The process of a running session lives and does not answer any more. */
public record SessionUnhealthy(String sessionId, String projectId, String reason, int failedProbes, Instant unhealthyAt)
        implements SessionEvent {

    public SessionUnhealthy {
        Require.text(sessionId, "session_id");
        Require.text(projectId, "project_id");
        Require.text(reason, "reason");
    }
}
