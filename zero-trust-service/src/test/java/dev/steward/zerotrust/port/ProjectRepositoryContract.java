package dev.steward.zerotrust.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.zerotrust.domain.MembershipDecision.Changed;
import dev.steward.zerotrust.domain.Project;
import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.ProjectSummary;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.User;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link ProjectRepository} does. */
public interface ProjectRepositoryContract {

    AtomicInteger MADE = new AtomicInteger();

    ProjectRepository projects();

    UserRepository users();

    @Test
    default void insertedProjectIsFoundAsItWas() {
        Project project = stored();

        assertThat(projects().find(project.id()).block()).isEqualTo(project);
        assertThat(projects().insert(project).block()).isFalse();
    }

    @Test
    default void unknownProjectIsAbsent() {
        assertThat(projects().find(new ProjectId("unknown")).blockOptional()).isEmpty();
        assertThat(projects().lock(new ProjectId("unknown")).blockOptional()).isEmpty();
    }

    @Test
    default void updatedProjectHasItsMember() {
        String ada = user();
        Project viewer = admitted(stored(), ada, Role.VIEWER);
        Project developer = admitted(viewer, ada, Role.DEVELOPER);

        assertThat(projects().find(viewer.id()).block()).isEqualTo(developer);
        assertThat(projects().lock(viewer.id()).block()).isEqualTo(developer);
        assertThat(projects().membershipsOf(ada, 50).block())
                .isEqualTo(Map.of(viewer.id().value(), Role.DEVELOPER));
    }

    @Test
    default void refusesAProjectReadBeforeAnotherChange() {
        Project project = stored();
        Project changed = ((Changed) project.admit(user(), Role.VIEWER)).project();
        admitted(project, user(), Role.VIEWER);

        String late = user();
        assertThat(projects().update(changed, late, Role.VIEWER).block()).isFalse();
        assertThat(projects().membershipsOf(late, 50).block()).isEmpty();
    }

    @Test
    default void removedMemberIsGone() {
        String ada = user();
        String bob = user();
        Project both = admitted(admitted(stored(), ada, Role.VIEWER), bob, Role.VIEWER);
        Project left = ((Changed) both.expel(ada)).project();

        assertThat(projects().remove(left, ada).block()).isTrue();
        assertThat(projects().find(both.id()).block()).isEqualTo(left);
        assertThat(projects().membershipsOf(ada, 50).block()).isEmpty();
        assertThat(projects().remove(left, bob).block()).isFalse();
        assertThat(projects().membershipsOf(bob, 50).block()).hasSize(1);
    }

    @Test
    default void archivedProjectStaysAsItWas() {
        Project renamed = ((Changed) admitted(stored(), user(), Role.VIEWER).rename("Other")).project();
        assertThat(projects().update(renamed).block()).isTrue();
        Project archived = ((Changed) renamed.archive()).project();
        assertThat(projects().update(archived).block()).isTrue();

        String late = user();
        Project revived = ((Changed) renamed.admit(late, Role.VIEWER)).project();
        Project later = new Project(
                revived.id(),
                "Again",
                revived.state(),
                revived.members(),
                revived.byGroups(),
                revived.createdAt(),
                archived.version() + 1,
                9);
        assertThat(projects().update(later).block()).isFalse();
        assertThat(projects().update(later, late, Role.VIEWER).block()).isFalse();
        assertThat(projects().remove(later, later.members().firstKey()).block()).isFalse();
        assertThat(projects().find(archived.id()).block()).isEqualTo(archived);
    }

    @Test
    default void namesTheNewestMembershipsFirst() {
        String ada = user();
        Project older = admitted(stored(), ada, Role.VIEWER);
        Project newer = admitted(stored(), ada, Role.VIEWER);

        assertThat(projects().membershipsOf(ada, 1).block())
                .containsOnlyKeys(newer.id().value());
        assertThat(projects().membershipsOf(ada, 50).block())
                .containsOnlyKeys(older.id().value(), newer.id().value());
        assertThat(projects().membershipsOf("no-uuid", 50).block()).isEmpty();
    }

    @Test
    default void listsTheNewestFirstAndOnlyThoseThatMayBeSeen() {
        Project older = stored();
        Project newer = stored();
        Project foreign = stored();
        Set<String> seen = Set.of(older.id().value(), newer.id().value());

        assertThat(ids(projects().list(seen, 0, 10).block())).containsExactly(newer.id(), older.id());
        assertThat(ids(projects().list(seen, 1, 10).block())).containsExactly(older.id());
        assertThat(projects().count(seen).block()).isEqualTo(2);
        assertThat(projects().list(Set.of(), 0, 10).block()).isEmpty();
        assertThat(projects().ids().block())
                .containsAll(seen)
                .contains(foreign.id().value());
        assertThat(ids(projects().list(null, 0, 1).block())).containsExactly(foreign.id());
        assertThat(projects().count(null).block()).isGreaterThanOrEqualTo(3);
    }

    @Test
    default void goesThroughAllProjectsByTheirIds() {
        Project one = stored();
        Project two = admitted(stored(), user(), Role.VIEWER);

        assertThat(projects().lockAfter("", 1_000).block())
                .contains(one, two)
                .isSortedAccordingTo((a, b) -> a.id().value().compareTo(b.id().value()));
        assertThat(projects().lockAfter(one.id().value(), 1_000).block())
                .contains(two)
                .doesNotContain(one);
        assertThat(projects().lockAfter("zzzz", 1_000).block()).isEmpty();
    }

    /** Each later than the one before, in time and by id. */
    private Project stored() {
        int number = MADE.incrementAndGet();
        Instant at = UserRepositoryContract.NOON.plusSeconds(number);
        Project project = Project.founded(new ProjectId("p%06d".formatted(number)), "Atlas", at);
        assertThat(projects().insert(project).block()).isTrue();
        return project;
    }

    private Project admitted(Project project, String userId, Role role) {
        Project changed = ((Changed) project.admit(userId, role)).project();
        assertThat(projects().update(changed, userId, role).block()).isTrue();
        return changed;
    }

    private String user() {
        User user = UserRepositoryContract.unique(Set.of());
        users().insert(user, "hash").block();
        return user.id();
    }

    private static List<ProjectId> ids(List<ProjectSummary> summaries) {
        return summaries.stream().map(ProjectSummary::id).toList();
    }
}
