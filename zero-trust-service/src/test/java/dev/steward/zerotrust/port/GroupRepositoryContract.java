package dev.steward.zerotrust.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.UuidV7;
import dev.steward.zerotrust.domain.Group;
import dev.steward.zerotrust.domain.GroupChange;
import dev.steward.zerotrust.domain.GroupRoles;
import dev.steward.zerotrust.domain.MembershipDecision.Changed;
import dev.steward.zerotrust.domain.Project;
import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserChange;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link GroupRepository} does, and what groups mean for a {@link ProjectRepository}. */
public interface GroupRepositoryContract {

    AtomicInteger GROUPS = new AtomicInteger();

    UserRepository users();

    ProjectRepository projects();

    GroupRepository groups();

    @Test
    default void insertedGroupIsFoundAsItWas() {
        Group group = group(Role.ADMIN, Role.OPERATOR);

        assertThat(groups().find(group.id()).block()).isEqualTo(group);
        assertThat(groups().lock(group.id()).block()).isEqualTo(group);
        assertThat(groups().find("no-uuid").blockOptional()).isEmpty();
        assertThat(groups().lock(UuidV7.next(Clock.systemUTC())).blockOptional())
                .isEmpty();
    }

    @Test
    default void changeIsForTheVersionBefore() {
        Group group = group(Role.VIEWER);
        Group changed = group.changed(new GroupChange("Other", GroupRoles.of(List.of("operator"))));

        assertThat(groups().update(changed).block()).isTrue();
        assertThat(groups().update(changed).block()).isFalse();
        assertThat(groups().find(group.id()).block()).isEqualTo(changed);
    }

    @Test
    default void roleInAProjectIsGivenChangedAndTaken() {
        Group group = group();
        String project = project().id().value();
        Group viewers = group.granted(project, Role.VIEWER);
        Group developers = viewers.granted(project, Role.DEVELOPER);
        Group none = developers.revoked(project);

        assertThat(groups().update(viewers, project, Role.VIEWER).block()).isTrue();
        assertThat(groups().update(viewers, project, Role.VIEWER).block()).isFalse();
        assertThat(groups().find(group.id()).block()).isEqualTo(viewers);
        assertThat(groups().update(developers, project, Role.DEVELOPER).block()).isTrue();
        assertThat(groups().find(group.id()).block()).isEqualTo(developers);
        assertThat(groups().update(none, project, null).block()).isTrue();
        assertThat(groups().find(group.id()).block()).isEqualTo(none);
    }

    @Test
    default void membersComeOnceAndGo() {
        Group older = group();
        Group newer = group();
        String ada = user();
        String bob = user();

        assertThat(groups().addMember(older.id(), ada).block()).isTrue();
        assertThat(groups().addMember(older.id(), ada).block()).isFalse();
        assertThat(groups().addMember(older.id(), bob).block()).isTrue();
        assertThat(groups().addMember(newer.id(), ada).block()).isTrue();

        assertThat(groups().countMembers(older.id()).block()).isEqualTo(2);
        assertThat(groups().members(older.id(), 0, 10).block())
                .containsExactlyElementsOf(Stream.of(ada, bob).sorted().toList());
        assertThat(groups().members(older.id(), 1, 10).block()).hasSize(1);
        assertThat(groups().list(ada, 0, 10).block()).containsExactly(newer, older);
        assertThat(groups().list(ada, 1, 10).block()).containsExactly(older);
        assertThat(groups().count(ada).block()).isEqualTo(2);
        assertThat(groups().lockOf(ada).block()).containsExactlyInAnyOrder(older, newer);
        assertThat(groups().count(null).block()).isGreaterThanOrEqualTo(2);
        assertThat(groups().list("no-uuid", 0, 10).block()).isEmpty();
        assertThat(groups().count("no-uuid").block()).isZero();

        assertThat(groups().removeMember(older.id(), bob).block()).isTrue();
        assertThat(groups().removeMember(older.id(), bob).block()).isFalse();
        assertThat(groups().removeMember(older.id(), "no-uuid").block()).isFalse();
        groups().removeEverywhere(ada).block();
        assertThat(groups().list(ada, 0, 10).block()).isEmpty();
        assertThat(groups().lockOf(ada).block()).isEmpty();
        assertThat(groups().lockOf("no-uuid").block()).isEmpty();
    }

    @Test
    default void rolesOfAllGroupsAreTheUsers() {
        String ada = user();
        groups().addMember(group(Role.VIEWER, Role.OPERATOR).id(), ada).block();
        Group admins = group(Role.OPERATOR, Role.ADMIN);
        groups().addMember(admins.id(), ada).block();

        assertThat(groups().rolesOf(ada).block()).containsExactlyInAnyOrder("viewer", "operator", "admin");
        groups().delete(admins.id()).block();
        assertThat(groups().rolesOf(ada).block()).containsExactlyInAnyOrder("viewer", "operator");
        assertThat(groups().find(admins.id()).blockOptional()).isEmpty();
        assertThat(groups().rolesOf(user()).block()).isEmpty();
    }

    @Test
    default void adminsOfGroupsAreThoseWhoAreEnabled() {
        Group one = group(Role.ADMIN);
        Group other = group(Role.ADMIN);
        String ada = user();
        String bob = user();
        User carl = UserRepositoryContract.unique(Set.of());
        users().insert(carl, "hash").block();
        String robot = robot();
        Stream.of(ada, bob, carl.id(), robot)
                .forEach(userId -> groups().addMember(one.id(), userId).block());
        groups().addMember(other.id(), ada).block();
        users().update(carl.changed(new UserChange(null, true), UserRepositoryContract.NOON))
                .block();

        assertThat(groups().enabledAdmins(null, null).block())
                .contains(ada, bob)
                .doesNotContain(carl.id(), robot);
        assertThat(groups().enabledAdmins(one.id(), null).block()).contains(ada).doesNotContain(bob);
        assertThat(groups().enabledAdmins(one.id(), bob).block()).contains(ada).doesNotContain(bob);
        assertThat(groups().enabledAdmins(one.id(), ada).block()).contains(ada, bob);
        Stream.of(one, other).forEach(group -> groups().delete(group.id()).block());
    }

    @Test
    default void adminsHaveTheirOwnRolesAndThoseOfTheirGroups() {
        Group admins = group(Role.ADMIN);
        Group viewers = group(Role.VIEWER);
        User ada = UserRepositoryContract.unique(Set.of(Role.PERFORMANCE));
        User bob = UserRepositoryContract.unique(Set.of(Role.ADMIN, Role.DEVELOPER, Role.PERFORMANCE));
        User carl = UserRepositoryContract.unique(Set.of(Role.ADMIN, Role.OPERATOR, Role.PERFORMANCE));
        Stream.of(ada, bob, carl).forEach(user -> users().insert(user, "hash").block());
        groups().addMember(admins.id(), ada.id()).block();
        groups().addMember(viewers.id(), ada.id()).block();
        groups().addMember(viewers.id(), robot()).block();
        users().update(carl.changed(new UserChange(null, true), UserRepositoryContract.NOON))
                .block();

        assertThat(groups().allRolesOf(ada).block()).containsExactly("admin", "performance", "viewer");
        assertThat(groups().rolesOfAdmins().block())
                .contains(Set.of("admin", "performance", "viewer"), Set.of("admin", "developer", "performance"))
                .doesNotContain(Set.of("admin", "operator", "performance"), Set.of("admin", "developer", "viewer"))
                .allMatch(roles -> roles.contains("admin"));
        Stream.of(admins, viewers).forEach(group -> groups().delete(group.id()).block());
        Stream.of(bob, carl).forEach(user -> users().find(user.id())
                .flatMap(found -> users().update(found.deleted(UserRepositoryContract.NOON)))
                .block());
    }

    @Test
    default void strongerRoleInAProjectCounts() {
        String ada = user();
        String bob = user();
        Project project = project();
        String id = project.id().value();
        Project direct = ((Changed) project.admit(ada, Role.VIEWER)).project();
        projects().update(direct, ada, Role.VIEWER).block();
        Group developers = granted(id, Role.DEVELOPER, ada);
        granted(id, Role.VIEWER, ada, bob);

        Project found = projects().find(project.id()).block();
        assertThat(found.members()).isEqualTo(Map.of(ada, Role.VIEWER));
        assertThat(found.byGroups()).isEqualTo(Map.of(ada, Role.DEVELOPER, bob, Role.VIEWER));
        assertThat(projects().lock(project.id()).block()).isEqualTo(found);
        assertThat(projects().membershipsOf(ada, 50).block()).isEqualTo(Map.of(id, Role.DEVELOPER));
        assertThat(projects().membershipsOf(bob, 50).block()).isEqualTo(Map.of(id, Role.VIEWER));

        groups().removeMember(developers.id(), ada).block();
        assertThat(projects().membershipsOf(ada, 50).block()).isEqualTo(Map.of(id, Role.VIEWER));
    }

    @Test
    default void archivedProjectCountsWhatGroupsChange() {
        Project project = project();
        Project archived = ((Changed) project.archive()).project();
        projects().update(archived).block();

        assertThat(projects().regroup(archived.regrouped(3)).block()).isTrue();
        assertThat(projects().regroup(archived.regrouped(3)).block()).isFalse();
        assertThat(projects().find(project.id()).block().eventSequence()).isEqualTo(5);
    }

    private Group granted(String projectId, Role role, String... members) {
        Group group = group();
        Group granted = group.granted(projectId, role);
        groups().update(granted, projectId, role).block();
        List.of(members)
                .forEach(userId -> groups().addMember(group.id(), userId).block());
        return granted;
    }

    /** Each later than the one before. */
    private Group group(Role... roles) {
        Instant at = UserRepositoryContract.NOON.plusSeconds(GROUPS.incrementAndGet());
        Group group =
                Group.founded(UuidV7.next(Clock.systemUTC()), "Group", new GroupRoles(Set.of(roles), Set.of()), at);
        groups().insert(group).block();
        return group;
    }

    private Project project() {
        var id = new ProjectId("grouped-" + GROUPS.incrementAndGet());
        Project project = Project.founded(id, "Atlas", UserRepositoryContract.NOON);
        projects().insert(project).block();
        return project;
    }

    /** No service lets one belong to a group. */
    private String robot() {
        User robot = User.service(
                UuidV7.next(Clock.systemUTC()), Set.of(Role.ADMIN, Role.DEVELOPER), UserRepositoryContract.NOON);
        users().insert(robot, "hash").block();
        return robot.id();
    }

    private String user() {
        User user = UserRepositoryContract.unique(Set.of());
        users().insert(user, "hash").block();
        return user.id();
    }
}
