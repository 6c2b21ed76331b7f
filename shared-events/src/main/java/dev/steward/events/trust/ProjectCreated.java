package dev.steward.events.trust;

import dev.steward.events.Require;

/** A project exists; the aggregate is the project. */
public record ProjectCreated(String projectId, String name) implements TrustEvent {

    public ProjectCreated {
        Require.text(projectId, "project_id");
    }
}
