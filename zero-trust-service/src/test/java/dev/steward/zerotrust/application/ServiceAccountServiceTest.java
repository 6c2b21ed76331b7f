package dev.steward.zerotrust.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.SourcePrefix;
import dev.steward.events.trust.ApiKeyRevoked;
import dev.steward.events.trust.CredentialChanged;
import dev.steward.events.trust.UserCreated;
import dev.steward.events.trust.UserDeleted;
import dev.steward.events.trust.UserDisabled;
import dev.steward.events.trust.UserStateChanged;
import dev.steward.zerotrust.application.ServiceAccountService.Creation;
import dev.steward.zerotrust.domain.AuditEntry;
import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.Scopes;
import dev.steward.zerotrust.domain.ServiceAccount;
import dev.steward.zerotrust.domain.ServiceAccountChange;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserChange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceAccountServiceTest {

    private static final UserChange NOTHING = new UserChange(null, null);

    private final Identity identity = new Identity();
    private final User admin = identity.user("root", Role.ADMIN);
    private final ServiceAccountService accounts = identity.serviceAccountService;
    private Creation created;
    private String id;

    @BeforeEach
    void createOne() {
        identity.outbox.appended.clear();
        created = accounts.create("Deployer", null, Set.of(Role.OPERATOR)).block();
        id = created.account().id();
    }

    @Test
    void everybodyIsToldOfItAsOfAUser() {
        change(null, new UserChange(Set.of(), true));

        assertThat(identity.outbox.events())
                .containsExactly(
                        new UserCreated(id, "service-account-" + id, List.of("operator")),
                        new UserDisabled(id),
                        new UserStateChanged(id, true, Identity.NOON, Identity.NOON.plusSeconds(1)));
        assertThat(identity.publisher.publishAll().block()).isEqualTo(2);
        assertThat(identity.outbox.positions()).contains("user/" + id + "#2");
    }

    @Test
    void everyChangeIsAnotherVersion() {
        assertThat(created.account().version()).isEqualTo(1);

        ServiceAccount renamed = done(change("Deployer 2", new UserChange(null, null)));
        assertThat(renamed.version()).isEqualTo(2);
        assertThat(renamed).isEqualTo(accounts.find(id).block());
        ServiceAccount both = done(change("Deployer 3", new UserChange(Set.of(Role.VIEWER), null)));
        assertThat(both.version()).isEqualTo(4);
        assertThat(done(change("Deployer 3", new UserChange(Set.of(Role.VIEWER), null))))
                .isEqualTo(both);
        assertThat(accounts.change(id, version -> version == 3, new ServiceAccountChange("Late", null, NOTHING))
                        .block())
                .isEqualTo(new ServiceAccountOutcome.Stale());
        assertThat(accounts.change(admin.id(), _ -> true, new ServiceAccountChange("Root", null, NOTHING))
                        .block())
                .isEqualTo(new ServiceAccountOutcome.NoSuchAccount());
    }

    @Test
    void isNoAdminToRelyOn() {
        change(null, new UserChange(Set.of(Role.ADMIN), null));

        assertThat(identity.administration
                        .change(admin.id(), _ -> true, new UserChange(null, true))
                        .block())
                .isEqualTo(new UserOutcome.LastAdmin());
    }

    @Test
    void isNotChangedAsAPerson() {
        assertThat(identity.administration
                        .change(id, _ -> true, new UserChange(null, true))
                        .block())
                .isEqualTo(new UserOutcome.NoSuchUser());
        assertThat(identity.administration.delete(id).block()).isEqualTo(new UserOutcome.NoSuchUser());
    }

    @Test
    void rotationIsToldAndNumbered() {
        accounts.rotate(id, Duration.ofHours(1)).block();
        var second = accounts.rotate(id, Duration.ofHours(2)).block();

        assertThat(second.previousUntil()).isEqualTo(Identity.NOON.plus(Duration.ofHours(2)));
        assertThat(identity.outbox.events())
                .filteredOn(CredentialChanged.class::isInstance)
                .hasSize(2);
        assertThat(identity.outbox.positions())
                .filteredOn(position -> position.startsWith(id))
                .endsWith(id + "#1", id + "#2");
        assertThat(accounts.rotate(admin.id(), Duration.ZERO).blockOptional()).isEmpty();
    }

    @Test
    void noTwoShareAnEventSource() {
        assertThat(done(source("/ci")).version()).isEqualTo(2);
        assertThat(done(source("/ci")).version()).isEqualTo(2);

        for (String taken : List.of("/ci", "/ci/builds")) {
            assertThat(sender(accounts, taken)).isNull();
        }
        id = sender(accounts, "/cinema/one").account().id();
        assertThat(source("/ci/x")).isEqualTo(new ServiceAccountOutcome.SourceTaken());
        assertThat(done(source("/cinema")).eventSource()).isEqualTo(new SourcePrefix("/cinema"));
        assertThat(identity.audit.recorded)
                .filteredOn(entry -> entry.action().equals("service-account.event-source-changed"))
                .extracting(AuditEntry::detail)
                .containsExactly(
                        Map.of("event_source_before", "", "event_source", "/ci"),
                        Map.of("event_source_before", "", "event_source", "/cinema/one"),
                        Map.of("event_source_before", "/cinema/one", "event_source", "/cinema"));
    }

    @Test
    void noTokenOfBeforeHasASourceThatMayBeAnothersNow() {
        source("/ci");
        assertThat(identity.outbox.events()).noneMatch(UserStateChanged.class::isInstance);

        source("");

        assertThat(identity.outbox.events())
                .contains(new UserStateChanged(id, false, Identity.NOON, Identity.NOON.plusSeconds(1)));
        assertThat(sender(accounts, "/ci")).isNotNull();
    }

    @Test
    void aSourceThatIsTakenChangesNothingElse() {
        sender(accounts, "/ci");

        assertThat(accounts.change(id, _ -> true, new ServiceAccountChange("Late", "/ci", new UserChange(null, true)))
                        .block())
                .isEqualTo(new ServiceAccountOutcome.SourceTaken());

        assertThat(accounts.find(id).block()).isEqualTo(created.account());
    }

    @Test
    void takesItsMembershipsAndKeysWithIt() {
        identity.projectService.create(new ProjectId("atlas"), "Atlas").block();
        identity.projectService
                .admit(new ProjectId("atlas"), id, Role.DEVELOPER)
                .block();
        var key = identity.apiKeyService
                .issue(id, "CI", Scopes.of(List.of("jobs:*")), Identity.NOON.plusSeconds(60))
                .block();
        identity.outbox.appended.clear();

        assertThat(accounts.delete(id).block()).isTrue();

        assertThat(accounts.delete(id).block()).isFalse();
        assertThat(accounts.find(id).blockOptional()).isEmpty();
        assertThat(identity.projects.membershipsOf(id, 50).block()).isEmpty();
        assertThat(identity.apiKeyService.present(key.secret().value()).blockOptional())
                .isEmpty();
        assertThat(identity.outbox.events())
                .contains(
                        new UserDeleted(id),
                        new UserStateChanged(id, true, Identity.NOON, Identity.NOON.plusSeconds(1)),
                        new ApiKeyRevoked(key.key().id(), id, Identity.NOON));
        assertThat(accounts.delete(admin.id()).block()).isFalse();
    }

    private static Creation sender(ServiceAccountService accounts, String source) {
        return accounts.create("Sender", new SourcePrefix(source), Set.of()).block();
    }

    private ServiceAccountOutcome source(String source) {
        return accounts.change(id, _ -> true, new ServiceAccountChange(null, source, NOTHING))
                .block();
    }

    private ServiceAccountOutcome change(String name, UserChange change) {
        return accounts.change(id, _ -> true, new ServiceAccountChange(name, null, change))
                .block();
    }

    private static ServiceAccount done(ServiceAccountOutcome outcome) {
        return ((ServiceAccountOutcome.Done) outcome).account();
    }
}
