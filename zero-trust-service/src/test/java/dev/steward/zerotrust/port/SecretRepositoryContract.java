package dev.steward.zerotrust.port;

import static dev.steward.zerotrust.port.UserRepositoryContract.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.UuidV7;
import dev.steward.zerotrust.domain.MembershipDecision;
import dev.steward.zerotrust.domain.Project;
import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.RevealedSecret;
import dev.steward.zerotrust.domain.Secret;
import dev.steward.zerotrust.domain.SecretValue;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link SecretRepository} does. */
public interface SecretRepositoryContract {

    SecretValue FIRST = new SecretValue("first");
    SecretValue SECOND = new SecretValue("second\0\uD83D\uDD11");

    /** So late that no turn of a running service comes first. */
    Instant UNTIL = Instant.parse("2100-01-01T00:00:00Z");

    ProjectRepository projects();

    SecretRepository secrets();

    @Test
    default void secretIsFoundAsItWas() {
        Secret secret = kept(secretProject(), "token");

        assertThat(secrets().find(secret.id()).block()).isEqualTo(secret);
        assertThat(secrets().reveal(secret.id(), null, NOON).block()).isEqualTo(new RevealedSecret(1, FIRST));
        assertThat(secrets().reveal(secret.id(), 1, NOON).block()).isEqualTo(new RevealedSecret(1, FIRST));
        assertThat(secrets().reveal(secret.id(), 2, NOON).blockOptional()).isEmpty();
        assertThat(secrets().find("no-uuid").blockOptional()).isEmpty();
        assertThat(secrets().reveal("no-uuid", null, NOON).blockOptional()).isEmpty();
        assertThat(secrets().delete("no-uuid").block()).isFalse();
    }

    @Test
    default void nameIsTakenOnceInAProject() {
        ProjectId project = secretProject();
        Secret first = kept(project, "token");

        assertThat(secrets().insert(of(project, "token"), SECOND).block()).isFalse();
        assertThat(secrets().insert(of(secretProject(), "token"), SECOND).block())
                .isTrue();
        assertThat(secrets().insert(of(project, "TOKEN"), SECOND).block()).isTrue();

        assertThat(secrets().reveal(first.id(), null, NOON).block().value()).isEqualTo(FIRST);
        assertThat(secrets().count(project, null).block()).isEqualTo(2);
    }

    @Test
    default void secretsAreListedNewestFirstOrByName() {
        ProjectId project = secretProject();
        kept(secretProject(), "elsewhere");
        List<Secret> all = Stream.of("a", "b", "c")
                .map(name -> kept(project, name))
                .sorted(Comparator.comparing(Secret::id).reversed())
                .toList();

        assertThat(secrets().list(project, null, 0, 10).block()).isEqualTo(all);
        assertThat(secrets().list(project, null, 1, 1).block()).containsExactly(all.get(1));
        assertThat(secrets().list(project, "b", 0, 10).block())
                .extracting(Secret::name)
                .containsExactly("b");
        assertThat(secrets().count(project, "b").block()).isEqualTo(1);
        assertThat(secrets().count(project, "d").block()).isZero();
    }

    @Test
    default void replacedValueIsGone() {
        Secret secret = kept(secretProject(), "token");
        Secret replaced = secret.replaced(NOON.plusSeconds(1));

        assertThat(secrets().update(replaced, SECOND).block()).isTrue();

        assertThat(secrets().find(secret.id()).block()).isEqualTo(replaced);
        assertThat(secrets().reveal(secret.id(), null, NOON).block()).isEqualTo(new RevealedSecret(2, SECOND));
        assertThat(secrets().reveal(secret.id(), 1, NOON).blockOptional()).isEmpty();
    }

    @Test
    default void ofTwoChangesOfOneVersionOneIsDone() {
        Secret secret = kept(secretProject(), "token");

        assertThat(secrets().update(secret.rotated(NOON, UNTIL), SECOND).block())
                .isTrue();
        assertThat(secrets()
                        .update(secret.replaced(NOON), new SecretValue("late"))
                        .block())
                .isFalse();

        assertThat(secrets().reveal(secret.id(), null, NOON).block().value()).isEqualTo(SECOND);
        assertThat(secrets().reveal(secret.id(), 1, NOON).block().value()).isEqualTo(FIRST);
    }

    @Test
    default void rotatedValueIsReadForItsTime() {
        Secret rotated = kept(secretProject(), "token").rotated(NOON, UNTIL);
        String id = rotated.id();
        secrets().update(rotated, SECOND).block();

        assertThat(secrets().find(id).block()).isEqualTo(rotated);
        assertThat(secrets().reveal(id, 1, UNTIL.minusMillis(1)).block()).isEqualTo(new RevealedSecret(1, FIRST));
        assertThat(secrets().reveal(id, 1, UNTIL).blockOptional()).isEmpty();
        assertThat(secrets().reveal(id, null, UNTIL).block()).isEqualTo(new RevealedSecret(2, SECOND));

        secrets().update(rotated.rotated(NOON, UNTIL), new SecretValue("third")).block();
        assertThat(secrets().reveal(id, 1, NOON).blockOptional()).isEmpty();
        assertThat(secrets().reveal(id, 2, NOON).block().value()).isEqualTo(SECOND);
    }

    @Test
    default void outdatedVersionsAreDestroyedSomeAtATime() {
        ProjectId project = secretProject();
        List<Secret> rotated = Stream.of("a", "b", "c")
                .map(name -> kept(project, name).rotated(NOON, UNTIL))
                .toList();
        rotated.forEach(secret -> secrets().update(secret, SECOND).block());

        while (secrets().destroyOutdated(UNTIL.minusMillis(1), 10).block() > 0) {
            // of other tests
        }
        assertThat(secrets().reveal(rotated.getFirst().id(), 1, NOON).block().value())
                .isEqualTo(FIRST);
        assertThat(secrets().destroyOutdated(UNTIL, 2).block()).isEqualTo(2);
        while (secrets().destroyOutdated(UNTIL, 10).block() > 0) {
            // of other tests too
        }
        for (Secret secret : rotated) {
            assertThat(secrets().find(secret.id()).block().previousUntil()).isNull();
            assertThat(secrets().reveal(secret.id(), 1, NOON).blockOptional()).isEmpty();
            assertThat(secrets().reveal(secret.id(), null, NOON).block().value())
                    .isEqualTo(SECOND);
        }
    }

    @Test
    default void secretsOfAnArchivedProjectGoWhenTheirTimeHasCome() {
        ProjectId project = secretProject();
        Secret lost = kept(project, "lost");
        Secret stays = kept(secretProject(), "stays");
        assertThat(secrets().scheduleArchived(UNTIL, 10).block()).isZero();

        Project known = projects().find(project).block();
        projects()
                .update(((MembershipDecision.Changed) known.archive()).project())
                .block();

        assertThat(secrets().scheduleArchived(UNTIL, 10).block()).isEqualTo(1);
        assertThat(secrets().scheduleArchived(NOON, 10).block()).isZero();
        assertThat(secrets().destroyDue(UNTIL.minusMillis(1), 10).block()).isZero();
        assertThat(secrets().reveal(lost.id(), null, NOON).blockOptional()).isPresent();
        assertThat(secrets().destroyDue(UNTIL, 10).block()).isEqualTo(1);
        assertThat(secrets().find(lost.id()).blockOptional()).isEmpty();
        assertThat(secrets().reveal(lost.id(), null, NOON).blockOptional()).isEmpty();
        assertThat(secrets().find(stays.id()).blockOptional()).isPresent();
    }

    @Test
    default void deletedSecretIsGoneAndItsNameIsFree() {
        ProjectId project = secretProject();
        Secret secret = kept(project, "token");

        assertThat(secrets().delete(secret.id()).block()).isTrue();

        assertThat(secrets().delete(secret.id()).block()).isFalse();
        assertThat(secrets().find(secret.id()).blockOptional()).isEmpty();
        assertThat(secrets().reveal(secret.id(), 1, NOON).blockOptional()).isEmpty();
        assertThat(secrets().update(secret.replaced(NOON), SECOND).block()).isFalse();
        assertThat(secrets().insert(of(project, "token"), FIRST).block()).isTrue();
    }

    default ProjectId secretProject() {
        var id = new ProjectId("p-" + UUID.randomUUID());
        projects().insert(Project.founded(id, "Secretive", NOON)).block();
        return id;
    }

    default Secret kept(ProjectId project, String name) {
        Secret secret = of(project, name);
        assertThat(secrets().insert(secret, FIRST).block()).isTrue();
        return secret;
    }

    private static Secret of(ProjectId project, String name) {
        return Secret.created(UuidV7.next(Clock.systemUTC()), project, name, NOON);
    }
}
