package dev.steward.zerotrust.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.events.trust.ProjectStateChanged;
import dev.steward.zerotrust.domain.MembershipDecision.Archived;
import dev.steward.zerotrust.domain.MembershipDecision.Changed;
import dev.steward.zerotrust.domain.MembershipDecision.Full;
import dev.steward.zerotrust.domain.MembershipDecision.Unchanged;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Project founded = Project.founded(new ProjectId("atlas"), "Atlas", NOON);

    @Test
    void countsEachChangeOnce() {
        Project once = admitted(founded, "ada", Role.VIEWER);
        Project twice = admitted(once, "ada", Role.DEVELOPER);

        assertThat(founded.eventSequence()).isEqualTo(1);
        assertThat(twice.eventSequence()).isEqualTo(3);
        assertThat(twice.version()).isEqualTo(3);
        assertThat(twice.members()).isEqualTo(Map.of("ada", Role.DEVELOPER));
    }

    @Test
    void saysNothingNewWhenTheMemberHasTheRole() {
        Project project = admitted(founded, "ada", Role.VIEWER);

        assertThat(project.admit("ada", Role.VIEWER)).isEqualTo(new Unchanged());
    }

    @Test
    void takesNoChangeWhenArchived() {
        Project archived = ((Changed) admitted(founded, "ada", Role.VIEWER).archive()).project();

        assertThat(archived.state()).isEqualTo(ProjectState.ARCHIVED);
        assertThat(archived.admit("bob", Role.VIEWER)).isEqualTo(new Archived());
        assertThat(archived.expel("ada")).isEqualTo(new Archived());
        assertThat(archived.rename("Other")).isEqualTo(new Archived());
        assertThat(archived.archive()).isEqualTo(new Archived());
    }

    @Test
    void losesOnlyItsMembers() {
        Project project = admitted(founded, "ada", Role.VIEWER);

        assertThat(project.expel("bob")).isEqualTo(new MembershipDecision.NoMember());
        assertThat(((Changed) project.expel("ada")).project().members()).isEmpty();
        assertThat(project.rename("Atlas")).isEqualTo(new Unchanged());
        assertThat(((Changed) project.rename("Other")).project().eventSequence())
                .isEqualTo(3);
    }

    @Test
    void hasRoomForAThousandMembers() {
        SortedMap<String, Role> many = new TreeMap<>();
        for (int i = 0; i < Project.MAX_MEMBERS; i++) {
            many.put("user-" + i, Role.VIEWER);
        }
        Project full = with(ProjectState.ACTIVE, many);

        assertThat(full.admit("one-more", Role.VIEWER)).isEqualTo(new Full());
        assertThat(full.admit("user-7", Role.DEVELOPER)).isInstanceOf(Changed.class);
    }

    @Test
    void strongerOfTwoRolesCounts() {
        var byGroups = new TreeMap<>(Map.of("ada", Role.VIEWER, "bob", Role.DEVELOPER));
        var direct = new TreeMap<>(Map.of("ada", Role.DEVELOPER, "bob", Role.VIEWER, "carl", Role.VIEWER));
        var project = new Project(new ProjectId("atlas"), "Atlas", ProjectState.ACTIVE, direct, byGroups, NOON, 1, 1);

        assertThat(project.roles())
                .isEqualTo(Map.of("ada", Role.DEVELOPER, "bob", Role.DEVELOPER, "carl", Role.VIEWER));
        assertThat(project.differences(founded).keySet()).containsExactly("ada", "bob", "carl");
        assertThat(founded.differences(project)).containsEntry("carl", Optional.empty());
        assertThat(project.differences(with(ProjectState.ACTIVE, direct)))
                .isEqualTo(Map.of("bob", Optional.of(Role.DEVELOPER)));
    }

    @ParameterizedTest
    @EnumSource(names = {"OPERATOR", "ADMIN"})
    void givesNoGlobalRole(Role role) {
        assertThatThrownBy(() -> founded.admit("ada", role)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsItsWholeStateInWireNames() {
        Project project = admitted(founded, "ada", Role.DEVELOPER);

        assertThat(project.stateChanged())
                .isEqualTo(new ProjectStateChanged("atlas", "Atlas", "active", Map.of("ada", "developer")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-atlas", "Atlas", "at las", "atlas/1", "a23456789012345678901234567890123456789ab"})
    void idIsASlug(String text) {
        assertThat(ProjectId.parse(text)).isEmpty();
        assertThatThrownBy(() -> new ProjectId(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Project admitted(Project project, String userId, Role role) {
        return ((Changed) project.admit(userId, role)).project();
    }

    private static Project with(ProjectState state, SortedMap<String, Role> members) {
        return new Project(new ProjectId("atlas"), "Atlas", state, members, new TreeMap<>(), NOON, 1, 1);
    }
}
