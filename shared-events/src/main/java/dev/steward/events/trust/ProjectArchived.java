package dev.steward.events.trust;

import dev.steward.events.Require;

/** A project takes no change any more; the aggregate is the project. */
public record ProjectArchived(String projectId) implements TrustEvent {

    public ProjectArchived {
        Require.text(projectId, "project_id");
    }
}
