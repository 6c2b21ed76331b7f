package dev.steward.zerotrust.adapter.access;

import dev.steward.kit.security.trust.ProjectDirectory;
import dev.steward.kit.security.trust.ProjectState;
import dev.steward.zerotrust.domain.Project;
import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.port.ProjectRepository;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** The projects as this service's own database has them: nothing to wait for. */
public final class DatabaseProjectDirectory implements ProjectDirectory {

    private final ProjectRepository projects;

    public DatabaseProjectDirectory(ProjectRepository projects) {
        this.projects = projects;
    }

    @Override
    public Mono<ProjectState> project(String projectId) {
        return Mono.justOrEmpty(ProjectId.parse(projectId))
                .flatMap(projects::find)
                .map(DatabaseProjectDirectory::state);
    }

    @Override
    public Mono<ProjectState> newerThan(ProjectState seen) {
        return project(seen.id()).filter(project -> project.sequence() > seen.sequence());
    }

    @Override
    public Mono<Set<String>> ids() {
        return projects.ids();
    }

    @Override
    public Mono<Map<String, String>> membershipsOf(String userId) {
        return projects.membershipsOf(userId, Integer.MAX_VALUE).map(DatabaseProjectDirectory::names);
    }

    private static ProjectState state(Project project) {
        var event = project.stateChanged();
        return new ProjectState(
                event.projectId(),
                event.name(),
                !project.state().takesChanges(),
                event.members(),
                project.eventSequence());
    }

    private static Map<String, String> names(Map<String, Role> roles) {
        return roles.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().wireName()));
    }
}
