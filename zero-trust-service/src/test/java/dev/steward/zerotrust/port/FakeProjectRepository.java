package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.Project;
import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.ProjectState;
import dev.steward.zerotrust.domain.ProjectSummary;
import dev.steward.zerotrust.domain.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

public class FakeProjectRepository implements ProjectRepository {

    private final FakeGroupRepository groups;
    private final ConcurrentSkipListMap<String, Project> byId = new ConcurrentSkipListMap<>();

    public FakeProjectRepository(FakeGroupRepository groups) {
        this.groups = groups;
    }

    public void archive(ProjectId id) {
        byId.computeIfPresent(
                id.value(),
                (_, p) -> new Project(
                        p.id(),
                        p.name(),
                        ProjectState.ARCHIVED,
                        p.members(),
                        p.byGroups(),
                        p.createdAt(),
                        p.version(),
                        2));
    }

    @Override
    public Mono<Boolean> insert(Project project) {
        return Mono.fromSupplier(() -> byId.putIfAbsent(project.id().value(), project) == null);
    }

    @Override
    public Mono<Project> find(ProjectId id) {
        return Mono.fromSupplier(() -> byId.get(id.value())).map(this::grouped);
    }

    @Override
    public Mono<Project> lock(ProjectId id) {
        return find(id);
    }

    @Override
    public Mono<Boolean> update(Project changed, String userId, Role role) {
        return update(changed);
    }

    @Override
    public Mono<Boolean> remove(Project changed, String userId) {
        return update(changed);
    }

    @Override
    public Mono<Boolean> update(Project changed) {
        return Mono.fromSupplier(() -> byId.get(changed.id().value()))
                .filter(known -> known.state().takesChanges())
                .flatMap(_ -> regroup(changed))
                .defaultIfEmpty(false);
    }

    @Override
    public Mono<Boolean> regroup(Project changed) {
        return Mono.fromSupplier(() -> {
            Project known = byId.get(changed.id().value());
            return known != null
                    && known.version() == changed.version() - 1
                    && byId.replace(changed.id().value(), known, changed);
        });
    }

    @Override
    public Mono<Map<String, Role>> membershipsOf(String userId, int limit) {
        return Mono.fromSupplier(() -> newestFirst(null)
                .map(this::grouped)
                .filter(project -> project.roles().containsKey(userId))
                .limit(limit)
                .collect(Collectors.toMap(project -> project.id().value(), project -> project.roles()
                        .get(userId))));
    }

    @Override
    public Mono<List<ProjectSummary>> list(@Nullable Set<String> ids, long offset, int limit) {
        return Mono.fromSupplier(() -> newestFirst(ids)
                .skip(offset)
                .limit(limit)
                .map(p -> new ProjectSummary(p.id(), p.name(), p.state(), p.createdAt()))
                .toList());
    }

    @Override
    public Mono<Long> count(@Nullable Set<String> ids) {
        return Mono.fromSupplier(() -> newestFirst(ids).count());
    }

    @Override
    public Mono<Set<String>> ids() {
        return Mono.fromSupplier(() -> Set.copyOf(byId.keySet()));
    }

    @Override
    public Mono<List<Project>> lockAfter(String lastId, int limit) {
        return Mono.fromSupplier(() -> byId.tailMap(lastId, false).values().stream()
                .limit(limit)
                .map(this::grouped)
                .toList());
    }

    private Project grouped(Project p) {
        return new Project(
                p.id(),
                p.name(),
                p.state(),
                p.members(),
                groups.rolesIn(p.id().value()),
                p.createdAt(),
                p.version(),
                p.eventSequence());
    }

    private Stream<Project> newestFirst(@Nullable Set<String> ids) {
        return byId.values().stream()
                .filter(project -> ids == null || ids.contains(project.id().value()))
                .sorted(Comparator.comparing(Project::createdAt).reversed());
    }
}
