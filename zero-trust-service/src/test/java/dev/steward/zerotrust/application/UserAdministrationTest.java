package dev.steward.zerotrust.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.steward.events.trust.LoginSessionRevoked;
import dev.steward.events.trust.LoginSessionStateChanged;
import dev.steward.events.trust.UserDeleted;
import dev.steward.events.trust.UserDisabled;
import dev.steward.events.trust.UserStateChanged;
import dev.steward.zerotrust.domain.AuditEntry;
import dev.steward.zerotrust.domain.LoginOrigin;
import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserChange;
import dev.steward.zerotrust.domain.UserState;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UserAdministrationTest {

    private final Identity identity = new Identity();
    private final User ada = identity.user("ada", Role.OPERATOR);
    private final User admin = identity.user("root", Role.ADMIN);

    @BeforeEach
    void forgetTheCreation() {
        identity.outbox.appended.clear();
    }

    @Test
    void tellsOfEachChangeOfStateAndOfLostRoles() {
        change(ada, new UserChange(Set.of(Role.VIEWER), null));
        change(ada, new UserChange(Set.of(Role.VIEWER, Role.DEVELOPER), null));
        change(ada, new UserChange(null, true));
        change(ada, new UserChange(null, true));
        change(ada, new UserChange(null, false));
        identity.administration.delete(ada.id()).block();

        assertThat(identity.outbox.events())
                .containsExactly(
                        state(false),
                        new UserDisabled(ada.id()),
                        state(true),
                        state(false),
                        new UserDeleted(ada.id()),
                        state(true));
        assertThat(identity.outbox.positions())
                .containsExactly(
                        "user/" + ada.id() + "#2",
                        ada.id() + "#3",
                        "user/" + ada.id() + "#3",
                        "user/" + ada.id() + "#4",
                        ada.id() + "#5",
                        "user/" + ada.id() + "#5");
    }

    private UserStateChanged state(boolean disabled) {
        return new UserStateChanged(ada.id(), disabled, Identity.NOON, Identity.NOON.plusSeconds(1));
    }

    @Test
    void whoWasDisabledHasToLogInAgain() {
        identity.logins
                .login("ada", Identity.PASSWORD.value(), null, LoginOrigin.of("192.0.2.1"))
                .block();
        identity.outbox.appended.clear();

        change(ada, new UserChange(null, true));
        change(ada, new UserChange(null, false));

        assertThat(identity.loginSessions.opened()).isEmpty();
        assertThat(identity.outbox.events())
                .hasOnlyElementsOfTypes(
                        UserDisabled.class,
                        UserStateChanged.class,
                        LoginSessionRevoked.class,
                        LoginSessionStateChanged.class)
                .hasSize(5);
    }

    @Test
    void recordsEveryChangeThatNoEventTellsOf() {
        change(ada, new UserChange(Set.of(Role.VIEWER), null));
        change(ada, new UserChange(null, true));
        change(ada, new UserChange(null, false));
        change(ada, new UserChange(null, null));

        assertThat(identity.audit.recorded)
                .extracting(AuditEntry::action, entry -> entry.detail().get("roles"))
                .containsExactly(tuple("user.changed", List.of("viewer")), tuple("user.changed", List.of("viewer")));
    }

    @Test
    void changesOnlyWhatIsNamed() {
        User demoted = done(change(ada, new UserChange(Set.of(), null)));
        User disabled = done(change(ada, new UserChange(null, true)));

        assertThat(demoted.roles()).isEmpty();
        assertThat(demoted.state()).isEqualTo(UserState.ENABLED);
        assertThat(disabled.roles()).isEmpty();
        assertThat(disabled.version()).isEqualTo(3);
        assertThat(done(change(ada, new UserChange(null, null)))).isEqualTo(disabled);
    }

    @Test
    void refusesAChangeMeantForAnotherVersion() {
        var outcome = identity.administration
                .change(ada.id(), version -> version == 2, new UserChange(null, true))
                .block();

        assertThat(outcome).isEqualTo(new UserOutcome.Stale());
        assertThat(identity.outbox.appended).isEmpty();
    }

    @Test
    void keepsTheLastEnabledAdmin() {
        User other = identity.user("other", Role.ADMIN);
        change(other, new UserChange(null, true));

        assertThat(change(admin, new UserChange(null, true))).isEqualTo(new UserOutcome.LastAdmin());
        assertThat(change(admin, new UserChange(Set.of(Role.OPERATOR), null))).isEqualTo(new UserOutcome.LastAdmin());
        assertThat(identity.administration.delete(admin.id()).block()).isEqualTo(new UserOutcome.LastAdmin());

        change(other, new UserChange(null, false));
        done(change(admin, new UserChange(Set.of(Role.OPERATOR), null)));
        assertThat(change(other, new UserChange(null, true))).isEqualTo(new UserOutcome.LastAdmin());
    }

    @Test
    void deletesOnce() {
        done(identity.administration.delete(ada.id()).block());

        assertThat(identity.administration.delete(ada.id()).block()).isEqualTo(new UserOutcome.NoSuchUser());
        assertThat(change(ada, new UserChange(null, false))).isEqualTo(new UserOutcome.NoSuchUser());
    }

    @Test
    void deletedUserLeavesEveryProject() {
        for (String id : List.of("borealis", "atlas")) {
            identity.projectService.create(new ProjectId(id), id).block();
            identity.projectService
                    .admit(new ProjectId(id), ada.id(), Role.VIEWER)
                    .block();
        }
        identity.outbox.appended.clear();

        identity.administration.delete(ada.id()).block();

        assertThat(identity.projects.membershipsOf(ada.id(), 50).block()).isEmpty();
        assertThat(identity.outbox.positions())
                .endsWith("atlas#3", "project/atlas#3", "borealis#3", "project/borealis#3");
    }

    private UserOutcome change(User user, UserChange change) {
        return identity.administration.change(user.id(), _ -> true, change).block();
    }

    private static User done(UserOutcome outcome) {
        return ((UserOutcome.Done) outcome).user();
    }
}
