package dev.steward.zerotrust.application;

import dev.steward.events.trust.MembershipChanged;
import dev.steward.events.trust.ProjectArchived;
import dev.steward.events.trust.TrustEvent;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.zerotrust.domain.AuditEntry;
import dev.steward.zerotrust.domain.MembershipDecision;
import dev.steward.zerotrust.domain.Project;
import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.ProjectSummary;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.port.AuditTrail;
import dev.steward.zerotrust.port.ProjectRepository;
import dev.steward.zerotrust.port.UserRepository;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Projects come into being, take and lose members and are archived; each change is a new trust state entry. */
public class ProjectService {

    private final ProjectRepository projects;
    private final UserRepository users;
    private final Outbox outbox;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    public ProjectService(
            ProjectRepository projects,
            UserRepository users,
            Outbox outbox,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock) {
        this.projects = projects;
        this.users = users;
        this.outbox = outbox;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    public Mono<ProjectOutcome> create(ProjectId id, String name) {
        return Mono.defer(() -> {
            Project project = Project.founded(id, name, clock.instant());
            return projects.insert(project)
                    .flatMap(inserted -> inserted
                            ? change(project, Mono.just(true), project.created())
                            : Mono.just(new ProjectOutcome.IdTaken()))
                    .as(transaction::transactional);
        });
    }

    /** Gives a user a role in a project; repeating it changes nothing and says nothing. */
    public Mono<ProjectOutcome> admit(ProjectId id, String userId, Role role) {
        return projects.lock(id)
                .flatMap(project -> users.find(userId)
                        .flatMap(user -> decide(project, user.id(), role))
                        .defaultIfEmpty(new ProjectOutcome.NoSuchUser()))
                .defaultIfEmpty(new ProjectOutcome.NoSuchProject())
                .as(transaction::transactional);
    }

    /** Takes the role in a project away from a user. */
    public Mono<ProjectOutcome> expel(ProjectId id, String userId) {
        return projects.lock(id)
                .flatMap(project -> store(
                        project,
                        project.expel(userId),
                        changed -> change(
                                changed,
                                projects.remove(changed, userId),
                                new MembershipChanged(id.value(), userId, roleOf(changed, userId)))))
                .defaultIfEmpty(new ProjectOutcome.NoSuchProject())
                .as(transaction::transactional);
    }

    /** Takes the roles of a user in all projects away, as far as they take changes; joins the caller's transaction. */
    public Mono<Void> expelEverywhere(String userId) {
        return projects.membershipsOf(userId, Integer.MAX_VALUE)
                // In one order, so that two users who are in the same projects can go at once.
                .flatMapIterable(roles -> new TreeSet<>(roles.keySet()))
                .concatMap(id -> expel(new ProjectId(id), userId))
                .then();
    }

    /**
     * Lets groups change, and tells what it means for the projects they have roles in; joins the caller's transaction.
     *
     * @param room asked of each project before anything changes
     * @return what the change answers; empty, and nothing is changed, when a project has no room
     */
    Mono<Boolean> regroup(Set<String> projectIds, Predicate<Project> room, Mono<Boolean> change) {
        // In one order, so that two groups with roles in the same projects can change at once.
        return Flux.fromIterable(new TreeSet<>(projectIds))
                .concatMap(id -> projects.lock(new ProjectId(id)))
                .collectList()
                .filter(locked -> locked.stream().allMatch(room))
                .flatMap(locked -> change.delayUntil(_ -> Flux.fromIterable(locked)
                        .concatMap(this::tellDifferences)
                        .then()));
    }

    private Mono<Void> tellDifferences(Project before) {
        return projects.find(before.id()).flatMap(now -> {
            Map<String, Optional<Role>> differences = now.differences(before);
            if (differences.isEmpty()) {
                return Mono.empty();
            }
            String id = now.id().value();
            List<OutboxEvent> events = new ArrayList<>();
            differences.forEach((userId, role) -> events.add(new OutboxEvent(
                    "project",
                    id,
                    now.eventSequence() + events.size() + 1,
                    id,
                    new MembershipChanged(id, userId, role.map(Role::wireName).orElse(null)))));
            Project regrouped = now.regrouped(differences.size());
            events.add(TrustEntries.of(regrouped));
            return projects.regroup(regrouped).filter(updated -> updated).flatMap(_ -> outbox.append(events));
        });
    }

    /** Renames the project if {@code meant} takes the version it has. */
    public Mono<ProjectOutcome> rename(ProjectId id, LongPredicate meant, String name) {
        return projects.lock(id)
                .flatMap(project -> meant.test(project.version())
                        ? store(project, project.rename(name), changed -> stored(
                                        changed, projects.update(changed), TrustEntries.of(changed))
                                .delayUntil(_ -> audit.record(renamed(project, name))))
                        : Mono.just(new ProjectOutcome.Stale()))
                .defaultIfEmpty(new ProjectOutcome.NoSuchProject())
                .as(transaction::transactional);
    }

    public Mono<ProjectOutcome> archive(ProjectId id) {
        return projects.lock(id)
                .flatMap(project -> store(
                        project,
                        project.archive(),
                        changed -> change(changed, projects.update(changed), new ProjectArchived(id.value()))))
                .defaultIfEmpty(new ProjectOutcome.NoSuchProject())
                .as(transaction::transactional);
    }

    /** Empty when there is none. */
    public Mono<Project> find(ProjectId id) {
        return projects.find(id);
    }

    /** Newest first: all, or those of the ids. */
    public Mono<List<ProjectSummary>> list(@Nullable Set<String> ids, long offset, int limit) {
        return projects.list(ids, offset, limit);
    }

    public Mono<Long> count(@Nullable Set<String> ids) {
        return projects.count(ids);
    }

    private static AuditEntry renamed(Project project, String name) {
        String id = project.id().value();
        return AuditEntry.change(
                "project.renamed", "project", id, id, Map.of("name_before", project.name(), "name", name));
    }

    private Mono<ProjectOutcome> decide(Project project, String userId, Role role) {
        return store(
                project,
                project.admit(userId, role),
                changed -> change(
                        changed,
                        projects.update(changed, userId, role),
                        new MembershipChanged(changed.id().value(), userId, roleOf(changed, userId))));
    }

    private static @Nullable String roleOf(Project project, String userId) {
        Role role = project.roles().get(userId);
        return role == null ? null : role.wireName();
    }

    private static Mono<ProjectOutcome> store(
            Project project, MembershipDecision decision, Function<Project, Mono<ProjectOutcome>> storing) {
        return switch (decision) {
            case MembershipDecision.Changed(Project changed) -> storing.apply(changed);
            case MembershipDecision.Unchanged _ -> Mono.just(new ProjectOutcome.Done(project));
            case MembershipDecision.Archived _ -> Mono.just(new ProjectOutcome.Archived());
            case MembershipDecision.NoMember _ -> Mono.just(new ProjectOutcome.NoSuchMember());
            case MembershipDecision.Full _ -> Mono.just(new ProjectOutcome.Full());
        };
    }

    private Mono<ProjectOutcome> change(Project changed, Mono<Boolean> update, TrustEvent event) {
        String id = changed.id().value();
        return stored(
                changed,
                update,
                new OutboxEvent("project", id, changed.eventSequence(), id, event),
                TrustEntries.of(changed));
    }

    private Mono<ProjectOutcome> stored(Project changed, Mono<Boolean> update, OutboxEvent... events) {
        return update.flatMap(updated -> updated
                ? outbox.append(events).thenReturn(new ProjectOutcome.Done(changed))
                : Mono.just(new ProjectOutcome.Archived()));
    }
}
