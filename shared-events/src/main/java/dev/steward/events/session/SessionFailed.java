package dev.steward.events.session;

import dev.steward.events.Require;
import java.util.List;

/** The session will not be started again without a person; the reason is a stable code. */
public record SessionFailed(String sessionId, String projectId, String reason, String detail, List<String> lastLines)
        implements SessionEvent {

    public SessionFailed {
        Require.text(sessionId, "session_id");
        Require.text(projectId, "project_id");
        lastLines = List.copyOf(lastLines);
    }
}
