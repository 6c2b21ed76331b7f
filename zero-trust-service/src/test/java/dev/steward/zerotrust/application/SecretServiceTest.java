package dev.steward.zerotrust.application;

import static dev.steward.zerotrust.application.Identity.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.steward.events.trust.SecretRotated;
import dev.steward.zerotrust.domain.AuditEntry;
import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.RevealedSecret;
import dev.steward.zerotrust.domain.Secret;
import dev.steward.zerotrust.domain.SecretValue;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecretServiceTest {

    private static final ProjectId SHOP = new ProjectId("shop");
    private static final SecretValue ONE = new SecretValue("one");
    private static final SecretValue TWO = new SecretValue("two");
    private static final Duration DAY = Duration.ofHours(24);

    private final Identity identity = new Identity();
    private final SecretService secrets = identity.secretService;

    @BeforeEach
    void foundTheShop() {
        identity.projectService.create(SHOP, "Shop").block();
        identity.outbox.appended.clear();
    }

    @Test
    void tellsOfEveryFurtherValueInOrderButNotTheValue() {
        Secret secret = created("token");
        String id = secret.id();
        assertThat(identity.outbox.appended).isEmpty();

        secrets.rotate(id, TWO, DAY, "ada").block();
        identity.pass(Duration.ofHours(1));
        secrets.replace(id, version -> version == 2, ONE, "bob").block();

        assertThat(identity.outbox.events())
                .containsExactly(
                        new SecretRotated(id, "shop", "token", 2, NOON.plus(DAY), "ada", NOON),
                        new SecretRotated(id, "shop", "token", 3, null, "bob", NOON.plus(Duration.ofHours(1))));
        assertThat(identity.outbox.positions()).containsExactly(id + "#1", id + "#2");
        assertThat(identity.outbox.appended)
                .allSatisfy(event -> assertThat(event.projectId()).isEqualTo("shop"));
    }

    @Test
    void valueBeforeIsReadUntilTheOverlapEndsAndThenDestroyed() {
        String id = created("token").id();
        secrets.rotate(id, TWO, DAY, "ada").block();

        identity.pass(DAY.minusMillis(1));
        secrets.cleanUp().block();
        assertThat(secrets.reveal(secret(id), 1).block()).isEqualTo(new RevealedSecret(1, ONE));
        assertThat(secrets.reveal(secret(id), null).block()).isEqualTo(new RevealedSecret(2, TWO));

        identity.pass(Duration.ofMillis(1));
        assertThat(secrets.reveal(secret(id), 1).blockOptional()).isEmpty();
        secrets.cleanUp().block();
        assertThat(secrets.find(id).block().previousUntil()).isNull();
        assertThat(secrets.reveal(secret(id), null).block().version()).isEqualTo(2);
    }

    @Test
    void rotationWithoutOverlapEndsTheValueBeforeAtOnce() {
        String id = created("token").id();

        secrets.rotate(id, TWO, Duration.ZERO, "ada").block();

        assertThat(secrets.reveal(secret(id), 1).blockOptional()).isEmpty();
        assertThat(secrets.find(id).block().previousUntil()).isNull();
    }

    @Test
    void replacesOnlyTheVersionThatIsMeant() {
        String id = created("token").id();

        assertThat(secrets.replace(id, version -> version == 2, TWO, "ada").block())
                .isEqualTo(new SecretOutcome.Stale());

        assertThat(secrets.reveal(secret(id), null).block().value()).isEqualTo(ONE);
        assertThat(identity.outbox.appended).isEmpty();
        assertThat(secrets.rotate("unknown", TWO, DAY, "ada").block()).isEqualTo(new SecretOutcome.NoSuchSecret());
    }

    @Test
    void secretsOfAnArchivedProjectAreDestroyedAfterAWeek() {
        String id = created("token").id();
        identity.projectService.archive(SHOP).block();
        assertThat(secrets.create(SHOP, "another", ONE).block()).isEqualTo(new SecretOutcome.Archived());

        secrets.cleanUp().block();
        identity.pass(Duration.ofDays(7).minusMillis(1));
        secrets.cleanUp().block();
        assertThat(secrets.reveal(secret(id), null).block().value()).isEqualTo(ONE);

        identity.pass(Duration.ofMillis(1));
        secrets.cleanUp().block();
        assertThat(secrets.find(id).blockOptional()).isEmpty();
    }

    @Test
    void cleansUpMoreThanAPage() {
        for (int i = 0; i < 201; i++) {
            secrets.rotate(created("s" + i).id(), TWO, DAY, "ada").block();
        }
        identity.pass(DAY);

        secrets.cleanUp().block();

        assertThat(secrets.list(SHOP, null, 0, 300).block())
                .hasSize(201)
                .allSatisfy(secret -> assertThat(secret.previousUntil()).isNull());
    }

    @Test
    void whoeverReadsAValueLeavesARowOfTheAudit() {
        Secret secret = created("token");
        secrets.rotate(secret.id(), TWO, DAY, "ada").block();
        secrets.reveal(secret, 1).block();
        secrets.reveal(secret, null).block();
        secrets.reveal(secret, 3).block();
        secrets.delete(secret).block();
        secrets.delete(secret).block();

        assertThat(identity.audit.recorded)
                .extracting(AuditEntry::action, AuditEntry::subjectId, AuditEntry::projectId, entry -> entry.detail()
                        .get("version"))
                .containsExactly(
                        tuple("secret.created", secret.id(), "shop", 1),
                        tuple("secret.read", secret.id(), "shop", 1),
                        tuple("secret.read", secret.id(), "shop", 2),
                        tuple("secret.deleted", secret.id(), "shop", 1));
        assertThat(identity.audit.recorded.getFirst().detail().keySet()).containsExactlyInAnyOrder("name", "version");
    }

    @Test
    void nameIsTakenAndProjectsAreFullAndUnknown() {
        created("token");
        assertThat(secrets.create(SHOP, "token", TWO).block()).isEqualTo(new SecretOutcome.NameTaken());
        assertThat(secrets.create(new ProjectId("nowhere"), "token", ONE).block())
                .isEqualTo(new SecretOutcome.NoSuchProject());
        for (int i = 1; i < SecretService.MOST; i++) {
            created("s" + i);
        }
        assertThat(secrets.create(SHOP, "one-more", ONE).block()).isEqualTo(new SecretOutcome.TooMany());
        assertThat(secrets.count(SHOP, null).block()).isEqualTo(SecretService.MOST);
    }

    private Secret secret(String id) {
        return identity.secrets.find(id).block();
    }

    private Secret created(String name) {
        return ((SecretOutcome.Done) secrets.create(SHOP, name, ONE).block()).secret();
    }
}
