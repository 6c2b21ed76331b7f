package dev.steward.kit.security.trust;

import dev.steward.events.trust.ProjectStateChanged;
import java.util.Map;
import java.util.Optional;

/**
 * A project as far as access to it is concerned.
 *
 * @param sequence grows with every change of the project
 */
public record ProjectState(String id, String name, boolean archived, Map<String, String> members, long sequence) {

    public ProjectState {
        members = Map.copyOf(members);
    }

    static ProjectState of(ProjectStateChanged event, long sequence) {
        boolean archived = !event.state().equals("active");
        return new ProjectState(event.projectId(), event.name(), archived, event.members(), sequence);
    }

    public Optional<String> roleOf(String userId) {
        return Optional.ofNullable(members.get(userId));
    }
}
