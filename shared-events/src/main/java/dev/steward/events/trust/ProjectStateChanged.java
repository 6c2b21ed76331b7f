package dev.steward.events.trust;

import dev.steward.events.Require;
import java.util.Map;

/** Compacted: a project with its state, active or archived, and every membership. */
public record ProjectStateChanged(String projectId, String name, String state, Map<String, String> members)
        implements TrustEvent {

    public ProjectStateChanged {
        Require.text(projectId, "project_id");
        members = Map.copyOf(members);
    }
}
