package dev.steward.zerotrust.application;

import dev.steward.events.UuidV7;
import dev.steward.zerotrust.domain.AuditEntry;
import dev.steward.zerotrust.domain.Group;
import dev.steward.zerotrust.domain.GroupChange;
import dev.steward.zerotrust.domain.GroupRoles;
import dev.steward.zerotrust.domain.Project;
import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.port.AuditTrail;
import dev.steward.zerotrust.port.CustomRoleRepository;
import dev.steward.zerotrust.port.GroupRepository;
import dev.steward.zerotrust.port.ProjectRepository;
import dev.steward.zerotrust.port.UserRepository;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Groups give roles: everywhere, which the next tokens of their members name, and in projects, which is a membership like
 * any other. Locks are taken in one order: what keeps an admin, the group, its projects by their ids.
 */
public class GroupService {

    private final GroupRepository groups;
    private final CustomRoleRepository customRoles;
    private final UserRepository users;
    private final ProjectRepository projects;
    private final ProjectService memberships;
    private final RoleWithdrawal withdrawal;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    public GroupService(
            GroupRepository groups,
            CustomRoleRepository customRoles,
            UserRepository users,
            ProjectRepository projects,
            ProjectService memberships,
            RoleWithdrawal withdrawal,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock) {
        this.groups = groups;
        this.customRoles = customRoles;
        this.users = users;
        this.projects = projects;
        this.memberships = memberships;
        this.withdrawal = withdrawal;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    public Mono<GroupOutcome> create(String name, GroupRoles roles) {
        return Mono.defer(() -> {
            Group group = Group.founded(UuidV7.next(clock), name, roles, clock.instant());
            return ifRolesExist(group, groups.insert(group).thenReturn((GroupOutcome) new GroupOutcome.Done(group)))
                    .delayUntil(outcome -> tell(outcome, "group.created", about(group)))
                    .as(transaction::transactional);
        });
    }

    /** Empty when there is none. */
    public Mono<Group> find(String id) {
        return groups.find(id);
    }

    /** Newest first: all, or those a user belongs to. */
    public Mono<List<Group>> list(@Nullable String memberId, long offset, int limit) {
        return groups.list(memberId, offset, limit);
    }

    public Mono<Long> count(@Nullable String memberId) {
        return groups.count(memberId);
    }

    /** Ids of users, in their order. */
    public Mono<List<String>> members(Group group, long offset, int limit) {
        return groups.members(group.id(), offset, limit);
    }

    public Mono<Long> countMembers(Group group) {
        return groups.countMembers(group.id());
    }

    /** Changes the group if {@code meant} takes the version it has. */
    public Mono<GroupOutcome> change(String id, LongPredicate meant, GroupChange change) {
        return keepingAdmins(
                id,
                group -> meant.test(group.version())
                        ? store(group, group.changed(change))
                                .delayUntil(outcome -> withdraw(outcome, group, group.changed(change)))
                                .delayUntil(outcome -> tell(outcome, "group.changed", about(group.changed(change))))
                        : Mono.just(new GroupOutcome.Stale()));
    }

    /** Only when it has no role in a project: each member of each project would have to be told of at once. */
    public Mono<GroupOutcome> delete(String id) {
        return keepingAdmins(
                id,
                group -> group.projects().isEmpty()
                        ? unlessLastAdmin(
                                group.makesAdmins(),
                                group,
                                null,
                                allMembers(group)
                                        .delayUntil(_ -> groups.delete(id))
                                        .flatMap(members -> withdrawal.from(givesAny(group) ? members : List.of()))
                                        .thenReturn((GroupOutcome) new GroupOutcome.Done(group))
                                        .delayUntil(outcome -> tell(outcome, "group.deleted", about(group))))
                        : Mono.just(new GroupOutcome.HasProjects()));
    }

    /** Lets a user belong to the group; repeating it changes nothing. */
    public Mono<GroupOutcome> admit(String id, String userId) {
        return groups.lock(id)
                .flatMap(group -> users.find(userId)
                        .filter(User::person)
                        .flatMap(user -> admit(group, user))
                        .delayUntil(outcome -> tell(outcome, "group.member-added", Map.of("user_id", userId)))
                        .defaultIfEmpty(new GroupOutcome.NoSuchUser()))
                .defaultIfEmpty(new GroupOutcome.NoSuchGroup())
                .as(transaction::transactional);
    }

    /** Takes a user out of the group. */
    public Mono<GroupOutcome> expel(String id, String userId) {
        return keepingAdmins(
                id,
                group -> unlessLastAdmin(
                        group.makesAdmins(),
                        group,
                        userId,
                        memberships
                                .regroup(group.projects().keySet(), _ -> true, groups.removeMember(group.id(), userId))
                                .map(removed -> removed
                                        ? new GroupOutcome.Done(group)
                                        : (GroupOutcome) new GroupOutcome.NoSuchMember())
                                .delayUntil(outcome -> outcome instanceof GroupOutcome.Done && givesAny(group)
                                        ? withdrawal.from(List.of(userId))
                                        : Mono.empty())
                                .delayUntil(
                                        outcome -> tell(outcome, "group.member-removed", Map.of("user_id", userId)))));
    }

    /** Gives the group a role in a project, instead of the one it had; repeating it changes nothing. */
    public Mono<GroupOutcome> grant(String id, ProjectId projectId, Role role) {
        return groups.lock(id)
                .flatMap(group -> projects.find(projectId)
                        .flatMap(project -> grant(group, project, role))
                        .delayUntil(outcome -> tell(
                                outcome,
                                "group.project-role-given",
                                Map.of("project_id", projectId.value(), "role", role.wireName())))
                        .defaultIfEmpty(new GroupOutcome.NoSuchProject()))
                .defaultIfEmpty(new GroupOutcome.NoSuchGroup())
                .as(transaction::transactional);
    }

    /** Takes the role in a project away from the group, also when it is archived. */
    public Mono<GroupOutcome> revoke(String id, ProjectId projectId) {
        return groups.lock(id)
                .flatMap(group -> {
                    String project = projectId.value();
                    if (!group.projects().containsKey(project)) {
                        return Mono.just(new GroupOutcome.NoSuchRole());
                    }
                    Group revoked = group.revoked(project);
                    return memberships
                            .regroup(Set.of(project), _ -> true, groups.update(revoked, project, null))
                            .map(updated -> done(revoked, updated))
                            .delayUntil(outcome ->
                                    tell(outcome, "group.project-role-taken", Map.of("project_id", project)));
                })
                .defaultIfEmpty(new GroupOutcome.NoSuchGroup())
                .as(transaction::transactional);
    }

    /** Takes a user out of every group and every project; joins the caller's transaction. */
    Mono<Void> leaveEverywhere(String userId) {
        return groups.lockOf(userId)
                .then(Mono.defer(() -> projects.membershipsOf(userId, Integer.MAX_VALUE)))
                .flatMap(roles -> memberships.regroup(
                        roles.keySet(),
                        _ -> true,
                        groups.removeEverywhere(userId).thenReturn(true)))
                .then(Mono.defer(() -> memberships.expelEverywhere(userId)));
    }

    private Mono<GroupOutcome> admit(Group group, User user) {
        return groups.countMembers(group.id())
                .filter(count -> count < Group.MAX_MEMBERS)
                .flatMap(_ -> memberships.regroup(
                        group.projects().keySet(),
                        project -> project.hasRoomFor(Set.of(user.id())),
                        groups.addMember(group.id(), user.id())))
                .map(_ -> (GroupOutcome) new GroupOutcome.Done(group))
                .defaultIfEmpty(new GroupOutcome.Full());
    }

    private Mono<GroupOutcome> grant(Group group, Project project, Role role) {
        String id = project.id().value();
        if (!project.state().takesChanges()) {
            return Mono.just(new GroupOutcome.Archived());
        }
        if (group.projects().get(id) == role) {
            return Mono.just(new GroupOutcome.Done(group));
        }
        if (!group.projects().containsKey(id) && group.projects().size() >= Group.MAX_PROJECTS) {
            return Mono.just(new GroupOutcome.Full());
        }
        Group granted = group.granted(id, role);
        return allMembers(group)
                .flatMap(members -> memberships.regroup(
                        Set.of(id),
                        locked -> locked.hasRoomFor(new HashSet<>(members)),
                        groups.update(granted, id, role)))
                .map(updated -> done(granted, updated))
                .defaultIfEmpty(new GroupOutcome.Full());
    }

    private Mono<GroupOutcome> store(Group before, Group after) {
        if (after.equals(before)) {
            return Mono.just(new GroupOutcome.Done(before));
        }
        return unlessLastAdmin(
                before.makesAdmins() && !after.makesAdmins(),
                before,
                null,
                ifRolesExist(after, groups.update(after).map(updated -> done(after, updated))));
    }

    private Mono<GroupOutcome> ifRolesExist(Group group, Mono<GroupOutcome> change) {
        Set<String> custom = group.roles().custom();
        return custom.isEmpty()
                ? change
                : customRoles
                        .keep(custom)
                        .flatMap(kept -> kept.equals(custom) ? change : Mono.just(new GroupOutcome.UnknownRole()));
    }

    /** The admins stay those they are while it is decided whether there may be fewer. */
    private Mono<GroupOutcome> keepingAdmins(String id, Function<Group, Mono<GroupOutcome>> change) {
        return users.lockAdmins()
                .then(Mono.defer(() -> groups.lock(id)))
                .flatMap(change)
                .defaultIfEmpty(new GroupOutcome.NoSuchGroup())
                .as(transaction::transactional);
    }

    /**
     * Does it unless nobody would be an admin afterwards.
     *
     * @param takesAdmin whether somebody may be no admin afterwards
     * @param memberId for whom alone the group does not count then; null for all its members
     */
    private Mono<GroupOutcome> unlessLastAdmin(
            boolean takesAdmin, Group group, @Nullable String memberId, Mono<GroupOutcome> change) {
        if (!takesAdmin) {
            return change;
        }
        return users.lockAdmins()
                .flatMap(own -> own.isEmpty() ? groups.enabledAdmins(group.id(), memberId) : Mono.just(own))
                .flatMap(left -> left.isEmpty() ? Mono.just(new GroupOutcome.LastAdmin()) : change);
    }

    private Mono<Void> withdraw(GroupOutcome outcome, Group before, Group after) {
        return outcome instanceof GroupOutcome.Done
                        && !after.roles().names().containsAll(before.roles().names())
                ? allMembers(before).flatMap(withdrawal::from)
                : Mono.empty();
    }

    private Mono<List<String>> allMembers(Group group) {
        return groups.members(group.id(), 0, Group.MAX_MEMBERS);
    }

    private static boolean givesAny(Group group) {
        return !group.roles().names().isEmpty();
    }

    private Mono<Void> tell(GroupOutcome outcome, String action, Map<String, Object> detail) {
        return outcome instanceof GroupOutcome.Done(var group)
                ? audit.record(AuditEntry.change(action, "group", group.id(), null, detail))
                : Mono.empty();
    }

    private static Map<String, Object> about(Group group) {
        return Map.of("name", group.name(), "roles", List.copyOf(group.roles().names()));
    }

    private static GroupOutcome done(Group group, boolean updated) {
        return updated ? new GroupOutcome.Done(group) : new GroupOutcome.Stale();
    }
}
