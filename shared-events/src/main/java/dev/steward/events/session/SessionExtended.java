package dev.steward.events.session;

import dev.steward.events.Require;
import java.time.Instant;

/** Somebody let a session live longer. */
public record SessionExtended(String sessionId, String projectId, String extendedBy, Instant expiresAt)
        implements SessionEvent {

    public SessionExtended {
        Require.text(sessionId, "session_id");
        Require.text(projectId, "project_id");
        Require.text(extendedBy, "extended_by");
    }
}
