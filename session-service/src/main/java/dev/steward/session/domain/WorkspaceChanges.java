package dev.steward.session.domain;

import dev.steward.events.session.SessionWorkspaceChanged;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What changed in a workspace within a time.
 *
 * @param changes of as many paths as are listed at most
 * @param truncated whether more changed, or may have
 * @param at the end of the time
 */
public record WorkspaceChanges(List<WorkspaceChange> changes, boolean truncated, Instant at) {

    /** Paths that are listed at most. */
    public static final int MOST = SessionWorkspaceChanged.MOST_CHANGES;

    public WorkspaceChanges {
        changes = List.copyOf(changes);
        if (changes.size() > MOST) {
            throw new IllegalArgumentException("more changes than are listed");
        }
    }

    /** Nobody looked for a while: anything may have changed. */
    public static WorkspaceChanges unknown(Instant at) {
        return new WorkspaceChanges(List.of(), true, at);
    }

    public boolean isEmpty() {
        return changes.isEmpty() && !truncated;
    }

    /** These and what came after them, as if it were one time. */
    public WorkspaceChanges and(WorkspaceChanges later) {
        Map<String, WorkspaceChange.Kind> kinds = new LinkedHashMap<>();
        changes.forEach(change -> kinds.put(change.path(), change.kind()));
        later.changes.forEach(change -> {
            WorkspaceChange.Kind before = kinds.get(change.path());
            WorkspaceChange.Kind both = before == null ? change.kind() : before.then(change.kind());
            if (both == null) {
                kinds.remove(change.path());
            } else {
                kinds.put(change.path(), both);
            }
        });
        List<WorkspaceChange> listed = kinds.entrySet().stream()
                .limit(MOST)
                .map(change -> new WorkspaceChange(change.getKey(), change.getValue()))
                .toList();
        return new WorkspaceChanges(listed, truncated || later.truncated || kinds.size() > MOST, later.at);
    }

    public SessionWorkspaceChanged of(Session session) {
        return new SessionWorkspaceChanged(
                session.id(),
                session.projectId(),
                changes.stream()
                        .map(change -> new SessionWorkspaceChanged.Change(
                                change.path(), change.kind().text()))
                        .toList(),
                truncated,
                at);
    }
}
