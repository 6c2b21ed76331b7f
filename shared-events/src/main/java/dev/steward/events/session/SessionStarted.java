package dev.steward.events.session;

import dev.steward.events.Require;
import java.time.Instant;

/** The readiness probe of the session answered; never sent at spawn. */
public record SessionStarted(
        String sessionId, String projectId, String userId, Instant startedAt, String address, int attempt)
        implements SessionEvent {

    public SessionStarted {
        Require.text(sessionId, "session_id");
        Require.text(projectId, "project_id");
        Require.text(userId, "user_id");
    }
}
