package dev.steward.zerotrust.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.trust.SigningKeysChanged;
import dev.steward.events.trust.SnapshotComplete;
import dev.steward.events.trust.UserStateChanged;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.zerotrust.domain.LoginOrigin;
import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.UserChange;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrustStatePublisherTest {

    private final Identity identity = new Identity();

    @Test
    void publishesEverythingAndThenTheMarker() {
        identity.projectService.create(new ProjectId("atlas"), "Atlas").block();
        identity.projectService
                .admit(new ProjectId("atlas"), identity.user("ada").id(), Role.VIEWER)
                .block();
        identity.projectService.create(new ProjectId("borealis"), "Borealis").block();
        identity.keyRing.current().block();
        identity.outbox.appended.clear();

        assertThat(identity.publisher.publishAll().block()).isEqualTo(3);

        assertThat(identity.outbox.positions())
                .containsExactly("keys#1", "project/atlas#2", "project/borealis#1", "snapshot-complete#1");
        assertThat(identity.outbox.events()).last().isEqualTo(new SnapshotComplete(3, Identity.NOON));
        assertThat(identity.outbox.appended.stream()
                        .map(OutboxEvent::aggregateType)
                        .sorted())
                .last()
                .isEqualTo("trust-marker");
    }

    @Test
    void publishesTheStateOfWhoWasDisabledOrDeleted() {
        var ada = identity.user("ada");
        var bob = identity.user("bob");
        identity.user("eve");
        identity.administration.delete(bob.id()).block();
        identity.administration
                .change(ada.id(), _ -> true, new UserChange(null, true))
                .block();
        identity.administration
                .change(ada.id(), _ -> true, new UserChange(null, false))
                .block();
        identity.keyRing.current().block();
        identity.outbox.appended.clear();

        assertThat(identity.publisher.publishAll().block()).isEqualTo(3);
        assertThat(identity.outbox.positions())
                .containsExactlyInAnyOrder(
                        "keys#1", "user/" + ada.id() + "#3", "user/" + bob.id() + "#2", "snapshot-complete#1");
        assertThat(identity.outbox.events())
                .contains(
                        new UserStateChanged(ada.id(), false, Identity.NOON, Identity.NOON.plusSeconds(1)),
                        new UserStateChanged(bob.id(), true, Identity.NOON, Identity.NOON.plusSeconds(1)));
    }

    @Test
    void publishesRevokedLoginSessionsUntilTheyAreForgotten() {
        var ada = identity.user("ada");
        var login = (LoginOutcome.LoggedIn) identity.logins
                .login("ada", Identity.PASSWORD.value(), null, LoginOrigin.of("unknown"))
                .block();
        identity.loginSessionService.endOwn(ada.id(), login.loginSessionId()).block();
        identity.outbox.appended.clear();

        assertThat(identity.publisher.publishAll().block()).isEqualTo(2);
        assertThat(identity.outbox.positions())
                .containsExactlyInAnyOrder(
                        "keys#1", "login-session/" + login.loginSessionId() + "#2", "snapshot-complete#1");

        identity.pass(Duration.ofMinutes(16));
        identity.loginSessionService.cleanUp().block();
        identity.outbox.appended.clear();
        identity.publisher.publishAll().block();
        assertThat(identity.outbox.positions()).containsExactly("keys#1", "snapshot-complete#2");
    }

    @Test
    void countsItsMarkersAndRepeatsItsEntries() {
        identity.publisher.publishAll().block();
        identity.outbox.appended.clear();
        identity.publisher.publishAll().block();

        assertThat(identity.outbox.positions()).containsExactly("keys#1", "snapshot-complete#2");
    }

    @Test
    void goesOnAfterAFullPage() {
        for (int i = 0; i < 401; i++) {
            identity.projectService.create(new ProjectId("p" + i), "Project").block();
        }
        identity.outbox.appended.clear();

        assertThat(identity.publisher.publishAll().block()).isEqualTo(402);
        assertThat(identity.outbox.appended).hasSize(404);
    }

    @Test
    void madeKeyIsPublishedBeforeItIsUsed() {
        var key = identity.keyRing.current().block();

        assertThat(identity.outbox.events())
                .containsExactly(new SigningKeysChanged(List.of(identity.signer.publicKey(key))));
        assertThat(identity.keyRing.published().block()).containsExactly(identity.signer.publicKey(key));
    }

    @Test
    void keyOfAnotherInstanceIsTakenOver() {
        var first = identity.keyRing.current().block();
        var other = new KeyRing(
                identity.signingKeys,
                identity.entries,
                identity.signer,
                identity.outbox,
                identity.transaction,
                identity.clock);

        assertThat(other.current().block()).isEqualTo(first);
        assertThat(identity.outbox.appended).hasSize(1);
    }
}
