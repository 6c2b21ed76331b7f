package dev.steward.events.session;

import dev.steward.events.Require;
import java.time.Instant;

/** A session that was unhealthy answers again, by the same process. */
public record SessionRecovered(String sessionId, String projectId, Instant unhealthyAt, Instant recoveredAt)
        implements SessionEvent {

    public SessionRecovered {
        Require.text(sessionId, "session_id");
        Require.text(projectId, "project_id");
    }
}
