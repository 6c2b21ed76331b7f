package dev.steward.kit.testing;

import dev.steward.kit.policy.Policy;
import dev.steward.kit.policy.PolicySet;
import dev.steward.kit.security.access.PolicySource;
import dev.steward.kit.security.trust.ProjectDirectory;
import dev.steward.kit.security.trust.ProjectState;
import dev.steward.kit.security.trust.TokenStanding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Trust state and policies as the test says they are, for tests that are not about them. */
public final class TestProjects implements ProjectDirectory, TokenStanding, PolicySource {

    private final Map<String, ProjectState> projects = new ConcurrentHashMap<>();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private volatile PolicySet policies = PolicySet.EMPTY;

    /** From now on these are active and no other. */
    public void activate(Policy... active) {
        policies = PolicySet.of(List.of(active));
    }

    @Override
    public Mono<PolicySet> active() {
        return Mono.fromSupplier(() -> policies);
    }

    @Override
    public Mono<Set<String>> ids() {
        return Mono.fromSupplier(() -> Set.copyOf(projects.keySet()));
    }

    /** Adds or replaces a project with its members' roles. */
    public void put(String projectId, Map<String, String> members) {
        projects.put(projectId, new ProjectState(projectId, projectId, false, members, 1));
    }

    /** No token of this user stands any more. */
    public void revoke(String userId) {
        revoked.add(userId);
    }

    public void archive(String projectId) {
        projects.computeIfPresent(
                projectId, (id, project) -> new ProjectState(id, project.name(), true, project.members(), 2));
    }

    @Override
    public Mono<ProjectState> project(String projectId) {
        return Mono.justOrEmpty(projects.get(projectId));
    }

    @Override
    public Mono<ProjectState> newerThan(ProjectState seen) {
        return project(seen.id()).filter(project -> !project.equals(seen));
    }

    @Override
    public Mono<Map<String, String>> membershipsOf(String userId) {
        return Mono.just(projects.values().stream()
                .filter(project -> project.members().containsKey(userId))
                .collect(Collectors.toMap(
                        ProjectState::id, project -> project.members().get(userId))));
    }

    @Override
    public Mono<Standing> of(String loginSessionId, String userId, Instant issuedAt) {
        return Mono.fromSupplier(() -> revoked.contains(userId) ? Standing.REVOKED : Standing.STANDS);
    }
}
