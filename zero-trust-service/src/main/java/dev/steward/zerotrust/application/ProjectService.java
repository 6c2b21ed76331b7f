package dev.steward.zerotrust.application;

import dev.steward.events.trust.MembershipChanged;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.zerotrust.domain.MembershipDecision;
import dev.steward.zerotrust.domain.Project;
import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.ProjectSummary;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.port.ProjectRepository;
import dev.steward.zerotrust.port.UserRepository;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Projects come into being and take members; each change is an event and a new trust state entry. */
public class ProjectService {

    private final ProjectRepository projects;
    private final UserRepository users;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;

    public ProjectService(
            ProjectRepository projects,
            UserRepository users,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        this.projects = projects;
        this.users = users;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    public Mono<ProjectOutcome> create(ProjectId id, String name) {
        return Mono.defer(() -> {
            Project project = Project.founded(id, name, clock.instant());
            return projects.insert(project)
                    .flatMap(inserted -> inserted
                            ? announce(
                                    project, new OutboxEvent("project", id.value(), 1, id.value(), project.created()))
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

    /** Empty when there is none. */
    public Mono<Project> find(ProjectId id) {
        return projects.find(id);
    }

    /** Newest first: all, or those of one member. */
    public Mono<List<ProjectSummary>> list(@Nullable String memberId, long offset, int limit) {
        return projects.list(memberId, offset, limit);
    }

    public Mono<Long> count(@Nullable String memberId) {
        return projects.count(memberId);
    }

    private Mono<ProjectOutcome> decide(Project project, String userId, Role role) {
        return switch (project.admit(userId, role)) {
            case MembershipDecision.Changed(Project changed) -> store(changed, userId, role);
            case MembershipDecision.Unchanged _ -> Mono.just(new ProjectOutcome.Done(project));
            case MembershipDecision.Archived _ -> Mono.just(new ProjectOutcome.Archived());
            case MembershipDecision.Full _ -> Mono.just(new ProjectOutcome.Full());
        };
    }

    private Mono<ProjectOutcome> store(Project changed, String userId, Role role) {
        String id = changed.id().value();
        var event = new MembershipChanged(id, userId, role.wireName());
        return projects.update(changed, userId, role)
                .flatMap(updated -> updated
                        ? announce(changed, new OutboxEvent("project", id, changed.eventSequence(), id, event))
                        : Mono.just(new ProjectOutcome.Archived()));
    }

    private Mono<ProjectOutcome> announce(Project project, OutboxEvent event) {
        return outbox.append(event, TrustEntries.of(project)).thenReturn(new ProjectOutcome.Done(project));
    }
}
