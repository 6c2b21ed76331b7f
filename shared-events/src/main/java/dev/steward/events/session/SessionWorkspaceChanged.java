package dev.steward.events.session;

import dev.steward.events.Require;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Files of a session changed, by the API or by one of its processes; at most one event a second and session.
 *
 * @param changes the last that became of each path
 * @param truncated whether more changed than is listed, or may have
 */
public record SessionWorkspaceChanged(
        String sessionId, String projectId, List<Change> changes, boolean truncated, Instant changedAt)
        implements SessionEvent {

    /** More changes than that are told of by {@code truncated}. */
    public static final int MOST_CHANGES = 100;

    private static final Set<String> KINDS = Set.of("created", "modified", "deleted");

    /**
     * A file, a folder or a link.
     *
     * @param path from the workspace down
     * @param kind {@code created}, {@code modified} or {@code deleted}
     */
    public record Change(String path, String kind) {

        public Change {
            Require.text(path, "path");
            if (!KINDS.contains(kind)) {
                throw new IllegalArgumentException("kind must be one of created, modified, deleted");
            }
        }
    }

    public SessionWorkspaceChanged {
        Require.text(sessionId, "session_id");
        Require.text(projectId, "project_id");
        Require.range(changes.size(), truncated ? 0 : 1, MOST_CHANGES, "the number of changes");
        changes = List.copyOf(changes);
    }
}
