package dev.steward.zerotrust.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.trust.MembershipChanged;
import dev.steward.events.trust.ProjectArchived;
import dev.steward.events.trust.ProjectCreated;
import dev.steward.events.trust.ProjectStateChanged;
import dev.steward.zerotrust.application.ProjectOutcome.Archived;
import dev.steward.zerotrust.application.ProjectOutcome.Done;
import dev.steward.zerotrust.application.ProjectOutcome.IdTaken;
import dev.steward.zerotrust.application.ProjectOutcome.NoSuchProject;
import dev.steward.zerotrust.application.ProjectOutcome.NoSuchUser;
import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.Role;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProjectServiceTest {

    private static final ProjectId ATLAS = new ProjectId("atlas");

    private final Identity identity = new Identity();
    private final String ada = identity.user("ada").id();

    @Test
    void eachChangeIsAnEventAndANewEntry() {
        identity.outbox.appended.clear();

        assertThat(create()).isInstanceOf(Done.class);
        assertThat(admit(Role.VIEWER)).isInstanceOf(Done.class);

        assertThat(identity.outbox.events())
                .containsExactly(
                        new ProjectCreated("atlas", "Atlas"),
                        new ProjectStateChanged("atlas", "Atlas", "active", Map.of()),
                        new MembershipChanged("atlas", ada, "viewer"),
                        new ProjectStateChanged("atlas", "Atlas", "active", Map.of(ada, "viewer")));
        assertThat(identity.outbox.positions())
                .containsExactly("atlas#1", "project/atlas#1", "atlas#2", "project/atlas#2");
    }

    @Test
    void repetitionSaysNothing() {
        create();
        admit(Role.VIEWER);
        int before = identity.outbox.appended.size();

        assertThat(create()).isEqualTo(new IdTaken());
        assertThat(admit(Role.VIEWER)).isInstanceOf(Done.class);
        assertThat(identity.outbox.appended).hasSize(before);
    }

    @Test
    void refusesWhatIsNotThereOrNotOpen() {
        assertThat(admit(Role.VIEWER)).isEqualTo(new NoSuchProject());
        create();
        assertThat(identity.projectService.admit(ATLAS, "nobody", Role.VIEWER).block())
                .isEqualTo(new NoSuchUser());
        identity.projects.archive(ATLAS);
        assertThat(admit(Role.VIEWER)).isEqualTo(new Archived());
    }

    @Test
    void changesOfEveryKindAreTold() {
        create();
        admit(Role.VIEWER);
        identity.outbox.appended.clear();

        identity.projectService.rename(ATLAS, version -> version == 2, "Other").block();
        identity.projectService.expel(ATLAS, ada).block();
        identity.projectService.archive(ATLAS).block();

        assertThat(identity.outbox.events())
                .containsExactly(
                        new ProjectStateChanged("atlas", "Other", "active", Map.of(ada, "viewer")),
                        new MembershipChanged("atlas", ada, null),
                        new ProjectStateChanged("atlas", "Other", "active", Map.of()),
                        new ProjectArchived("atlas"),
                        new ProjectStateChanged("atlas", "Other", "archived", Map.of()));
        assertThat(identity.outbox.positions())
                .containsExactly("project/atlas#3", "atlas#4", "project/atlas#4", "atlas#5", "project/atlas#5");
    }

    @Test
    void refusesAChangeThatComesTooLate() {
        create();
        int before = identity.outbox.appended.size();

        assertThat(identity.projectService.rename(ATLAS, _ -> false, "Other").block())
                .isEqualTo(new ProjectOutcome.Stale());
        assertThat(identity.projectService.expel(ATLAS, ada).block()).isEqualTo(new ProjectOutcome.NoSuchMember());
        assertThat(identity.outbox.appended).hasSize(before);
        identity.projectService.archive(ATLAS).block();
        assertThat(identity.projectService.archive(ATLAS).block()).isEqualTo(new Archived());
    }

    private ProjectOutcome create() {
        return identity.projectService.create(ATLAS, "Atlas").block();
    }

    private ProjectOutcome admit(Role role) {
        return identity.projectService.admit(ATLAS, ada, role).block();
    }
}
