package dev.steward.zerotrust.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.trust.MembershipChanged;
import dev.steward.events.trust.ProjectStateChanged;
import dev.steward.events.trust.UserStateChanged;
import dev.steward.zerotrust.application.GroupOutcome.Done;
import dev.steward.zerotrust.domain.AuditEntry;
import dev.steward.zerotrust.domain.Group;
import dev.steward.zerotrust.domain.GroupChange;
import dev.steward.zerotrust.domain.GroupRoles;
import dev.steward.zerotrust.domain.Project;
import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserChange;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupServiceTest {

    private static final ProjectId ATLAS = new ProjectId("atlas");
    private static final ProjectId BOREALIS = new ProjectId("borealis");

    private final Identity identity = new Identity();
    private final String ada = identity.user("ada").id();
    private final String bob = identity.user("bob").id();
    private final Group crew = group("Crew", "operator");

    @BeforeEach
    void foundProjects() {
        List.of(ATLAS, BOREALIS)
                .forEach(id -> identity.projectService.create(id, id.value()).block());
        identity.outbox.appended.clear();
    }

    @Test
    void everyChangeIsAuditedAndARefusedOneIsNot() {
        admit(ada);
        grant(ATLAS, Role.VIEWER);
        identity.groupService.delete(crew.id()).block();
        identity.groupService.expel(crew.id(), bob).block();
        identity.groupService.revoke(crew.id(), ATLAS).block();
        expel(ada);
        identity.groupService.delete(crew.id()).block();
        identity.roleService.create("painter", Set.of("jobs:read")).block();
        identity.roleService.create("painter", Set.of("jobs:read")).block();
        identity.roleService.delete("painter").block();

        assertThat(identity.audit.recorded)
                .filteredOn(entry -> Set.of("group", "role").contains(entry.subjectType()))
                .extracting(AuditEntry::action)
                .containsExactly(
                        "group.created",
                        "group.member-added",
                        "group.project-role-given",
                        "group.project-role-taken",
                        "group.member-removed",
                        "group.deleted",
                        "role.created",
                        "role.deleted");
    }

    @Test
    void memberHasTheRolesOfTheGroupInEveryProjectAndLosesThem() {
        grant(BOREALIS, Role.VIEWER);
        grant(ATLAS, Role.DEVELOPER);
        assertThat(identity.outbox.events()).as("nobody belongs to it yet").isEmpty();

        admit(ada);
        admit(ada);
        expel(ada);

        assertThat(identity.outbox.events())
                .containsExactly(
                        new MembershipChanged("atlas", ada, "developer"),
                        new ProjectStateChanged("atlas", "atlas", "active", Map.of(ada, "developer")),
                        new MembershipChanged("borealis", ada, "viewer"),
                        new ProjectStateChanged("borealis", "borealis", "active", Map.of(ada, "viewer")),
                        new MembershipChanged("atlas", ada, null),
                        new ProjectStateChanged("atlas", "atlas", "active", Map.of()),
                        new MembershipChanged("borealis", ada, null),
                        new ProjectStateChanged("borealis", "borealis", "active", Map.of()),
                        lostRoles());
        assertThat(identity.outbox.positions())
                .containsExactly(
                        "atlas#2",
                        "project/atlas#2",
                        "borealis#2",
                        "project/borealis#2",
                        "atlas#3",
                        "project/atlas#3",
                        "borealis#3",
                        "project/borealis#3",
                        "user/" + ada + "#2");
        assertThat(identity.groupService.expel(crew.id(), ada).block()).isEqualTo(new GroupOutcome.NoSuchMember());
    }

    @Test
    void roleGivenToAGroupIsToldOfEachMember() {
        admit(ada);
        admit(bob);
        identity.projectService.admit(ATLAS, bob, Role.DEVELOPER).block();
        identity.outbox.appended.clear();

        grant(ATLAS, Role.VIEWER);
        assertThat(identity.outbox.events())
                .as("bob has a stronger one")
                .containsExactly(
                        new MembershipChanged("atlas", ada, "viewer"),
                        new ProjectStateChanged("atlas", "atlas", "active", Map.of(ada, "viewer", bob, "developer")));
        identity.outbox.appended.clear();
        identity.projectService.expel(ATLAS, bob).block();
        assertThat(identity.outbox.events()).first().isEqualTo(new MembershipChanged("atlas", bob, "viewer"));

        identity.outbox.appended.clear();
        identity.groupService.revoke(crew.id(), ATLAS).block();
        assertThat(identity.outbox.positions()).containsExactly("atlas#5", "atlas#6", "project/atlas#6");
        assertThat(identity.groupService.revoke(crew.id(), ATLAS).block()).isEqualTo(new GroupOutcome.NoSuchRole());
    }

    @Test
    void whoHasTheRoleByAGroupIsNoMemberToExpel() {
        grant(ATLAS, Role.VIEWER);
        admit(ada);

        assertThat(identity.projectService.expel(ATLAS, ada).block()).isEqualTo(new ProjectOutcome.NoSuchMember());
    }

    @Test
    void refusesWhatIsNotThere() {
        assertThat(identity.groupService.admit("nothing", ada).block()).isEqualTo(new GroupOutcome.NoSuchGroup());
        assertThat(identity.groupService.admit(crew.id(), "nobody").block()).isEqualTo(new GroupOutcome.NoSuchUser());
        assertThat(identity.groupService
                        .grant(crew.id(), new ProjectId("nowhere"), Role.VIEWER)
                        .block())
                .isEqualTo(new GroupOutcome.NoSuchProject());
        assertThat(identity.groupService
                        .change(crew.id(), _ -> false, new GroupChange("Other", null))
                        .block())
                .isEqualTo(new GroupOutcome.Stale());
        identity.projectService.archive(ATLAS).block();
        assertThat(identity.groupService.grant(crew.id(), ATLAS, Role.VIEWER).block())
                .isEqualTo(new GroupOutcome.Archived());
        grant(BOREALIS, Role.VIEWER);
        assertThat(identity.groupService.delete(crew.id()).block()).isEqualTo(new GroupOutcome.HasProjects());
        identity.groupService.revoke(crew.id(), BOREALIS).block();
        assertThat(identity.groupService.delete(crew.id()).block()).isInstanceOf(Done.class);
    }

    @Test
    void noProjectIsFilledBeyondItsRoomByAGroup() {
        for (int i = 0; i < Project.MAX_MEMBERS; i++) {
            identity.groups.addMember(crew.id(), "user-" + i).block();
        }
        assertThat(identity.groupService.admit(crew.id(), ada).block()).isEqualTo(new GroupOutcome.Full());
        identity.projectService.admit(ATLAS, ada, Role.VIEWER).block();
        assertThat(identity.groupService.grant(crew.id(), ATLAS, Role.VIEWER).block())
                .isEqualTo(new GroupOutcome.Full());
        grant(BOREALIS, Role.VIEWER);
        assertThat(identity.projectService.admit(BOREALIS, ada, Role.VIEWER).block())
                .isEqualTo(new ProjectOutcome.Full());

        Group small = group("Small");
        identity.groupService.grant(small.id(), BOREALIS, Role.VIEWER).block();
        assertThat(identity.groupService.admit(small.id(), ada).block()).isEqualTo(new GroupOutcome.Full());
        assertThat(identity.groups.countMembers(small.id()).block()).isZero();
    }

    /** The group gives a role everywhere too. */
    private UserStateChanged lostRoles() {
        return new UserStateChanged(ada, false, Identity.NOON, Identity.NOON.plusSeconds(1));
    }

    @Test
    void archivedProjectIsLeftByWhoLeavesTheGroup() {
        grant(ATLAS, Role.VIEWER);
        admit(ada);
        identity.projectService.archive(ATLAS).block();
        identity.outbox.appended.clear();

        expel(ada);

        assertThat(identity.outbox.events())
                .containsExactly(
                        new MembershipChanged("atlas", ada, null),
                        new ProjectStateChanged("atlas", "atlas", "archived", Map.of()),
                        lostRoles());
    }

    @Test
    void deletedUserLeavesGroupsAndProjects() {
        grant(ATLAS, Role.DEVELOPER);
        admit(ada);
        identity.projectService.admit(ATLAS, ada, Role.VIEWER).block();
        identity.projectService.admit(BOREALIS, ada, Role.VIEWER).block();

        identity.administration.delete(ada).block();

        assertThat(identity.projects.membershipsOf(ada, 50).block()).isEmpty();
        assertThat(identity.groups.members(crew.id(), 0, 10).block()).isEmpty();
        assertThat(identity.outbox.events())
                .last()
                .isEqualTo(new ProjectStateChanged("borealis", "borealis", "active", Map.of()));
    }

    @Test
    void lastAdminStaysWhateverMakesOne() {
        User root = identity.user("root", Role.ADMIN);
        Group admins = group("Admins", "admin");
        identity.groupService.admit(admins.id(), ada).block();
        identity.groupService.admit(admins.id(), bob).block();
        identity.users.disable(identity.users.find(bob).block());

        assertThat(identity.administration
                        .change(root.id(), _ -> true, new UserChange(Set.of(), null))
                        .block())
                .as("ada is one")
                .isInstanceOf(UserOutcome.Done.class);
        assertThat(identity.administration
                        .change(ada, _ -> true, new UserChange(null, true))
                        .block())
                .isEqualTo(new UserOutcome.LastAdmin());
        assertThat(identity.administration.delete(ada).block()).isEqualTo(new UserOutcome.LastAdmin());
        assertThat(identity.groupService.expel(admins.id(), ada).block()).isEqualTo(new GroupOutcome.LastAdmin());
        assertThat(identity.groupService.delete(admins.id()).block()).isEqualTo(new GroupOutcome.LastAdmin());
        var demotion = new GroupChange(null, GroupRoles.of(List.of("viewer")));
        assertThat(identity.groupService
                        .change(admins.id(), _ -> true, demotion)
                        .block())
                .isEqualTo(new GroupOutcome.LastAdmin());
        assertThat(identity.groupService.expel(admins.id(), bob).block()).isInstanceOf(Done.class);

        var second = group("More", "admin");
        identity.groupService.admit(second.id(), ada).block();
        assertThat(identity.groupService
                        .change(admins.id(), _ -> true, demotion)
                        .block())
                .isInstanceOf(Done.class);
        assertThat(identity.groupService.delete(second.id()).block()).isEqualTo(new GroupOutcome.LastAdmin());
    }

    @Test
    void serviceAccountBelongsToNoGroup() {
        String robot = identity.serviceAccountService
                .create("Robot", null, Set.of(Role.VIEWER))
                .block()
                .account()
                .id();

        assertThat(identity.groupService.admit(crew.id(), robot).block()).isEqualTo(new GroupOutcome.NoSuchUser());
        assertThat(identity.groups.rolesOf(robot).block()).isEmpty();
    }

    private Group group(String name, String... roles) {
        return ((Done) identity.groupService
                        .create(name, GroupRoles.of(List.of(roles)))
                        .block())
                .group();
    }

    private void grant(ProjectId project, Role role) {
        assertThat(identity.groupService.grant(crew.id(), project, role).block())
                .isInstanceOf(Done.class);
    }

    private void admit(String userId) {
        assertThat(identity.groupService.admit(crew.id(), userId).block()).isInstanceOf(Done.class);
    }

    private void expel(String userId) {
        assertThat(identity.groupService.expel(crew.id(), userId).block()).isInstanceOf(Done.class);
    }
}
