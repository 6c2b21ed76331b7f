package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.Project;
import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.ProjectSummary;
import dev.steward.zerotrust.domain.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The projects with their members. Writes and locks join the caller's transaction. */
public interface ProjectRepository {

    /** False when the id is taken; nothing is stored then. */
    Mono<Boolean> insert(Project project);

    /** Empty when there is none. */
    Mono<Project> find(ProjectId id);

    /** As {@link #find}, and nobody else changes it before the transaction ends. */
    Mono<Project> lock(ProjectId id);

    /**
     * Stores what {@link Project#admit} made of the project: a compare-and-set on the version before. False when it was
     * changed or archived since; nothing is stored then.
     */
    Mono<Boolean> update(Project changed, String userId, Role role);

    /** As {@link #update(Project, String, Role)}, of {@link Project#expel}. */
    Mono<Boolean> remove(Project changed, String userId);

    /** As {@link #update(Project, String, Role)}, of a change that leaves the members as they are. */
    Mono<Boolean> update(Project changed);

    /** As {@link #update(Project)}, of {@link Project#regrouped}, which an archived project takes too. */
    Mono<Boolean> regroup(Project changed);

    /** Role by project id, of the user's memberships, also by groups; the newest projects first come into the {@code limit}. */
    Mono<Map<String, Role>> membershipsOf(String userId, int limit);

    /** Newest first: all, or those of the ids. */
    Mono<List<ProjectSummary>> list(@Nullable Set<String> ids, long offset, int limit);

    Mono<Long> count(@Nullable Set<String> ids);

    Mono<Set<String>> ids();

    /**
     * The next projects in the order of their ids, locked against change until the transaction ends: what is published
     * of one inside it can neither overtake the event of a change nor be overtaken by it. Starts from {@code ""}.
     */
    Mono<List<Project>> lockAfter(String lastId, int limit);
}
