package dev.steward.events.session;

import dev.steward.events.Require;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The process of a session ended without being asked to. Either the exit code or the signal is known.
 *
 * @param reason a stable code such as {@code out-of-memory}; null when no more is known than how it ended
 */
public record SessionCrashed(
        String sessionId,
        String projectId,
        @Nullable Integer exitCode,
        @Nullable Integer signal,
        @Nullable String reason,
        List<String> lastLines,
        Instant crashedAt,
        int crashCount)
        implements SessionEvent {

    public SessionCrashed {
        Require.text(sessionId, "session_id");
        Require.text(projectId, "project_id");
        lastLines = List.copyOf(lastLines);
    }
}
