package dev.steward.zerotrust.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.UuidV7;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserChange;
import dev.steward.zerotrust.domain.UserFilter;
import dev.steward.zerotrust.domain.Username;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link UserRepository} does. */
public interface UserRepositoryContract {

    Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    AtomicInteger MADE = new AtomicInteger();

    UserRepository users();

    @Test
    default void insertedUserIsFoundAsItWas() {
        User user = unique(EnumSet.allOf(Role.class));
        assertThat(users().insert(user, "hash").block()).isTrue();

        assertThat(users().find(user.id()).block()).isEqualTo(user);
        UserRepository.Credential credential =
                users().credential(user.username()).block();
        assertThat(credential).isEqualTo(new UserRepository.Credential(user, "hash"));
    }

    @Test
    default void nameIsTakenOnce() {
        User first = unique(Set.of());
        User second = User.named(UuidV7.next(Clock.systemUTC()), first.username(), Set.of(), NOON);

        assertThat(users().insert(first, "hash").block()).isTrue();
        assertThat(users().insert(second, "hash").block()).isFalse();
        assertThat(users().find(second.id()).blockOptional()).isEmpty();
    }

    @Test
    default void unknownUserIsAbsent() {
        assertThat(users().find(UuidV7.next(Clock.systemUTC())).blockOptional()).isEmpty();
        assertThat(users().find("no-uuid").blockOptional()).isEmpty();
        assertThat(users().credential(new Username("nobody")).blockOptional()).isEmpty();
    }

    @Test
    default void knowsWhetherSomebodyIsAdmin() {
        users().insert(unique(Set.of(Role.OPERATOR)), "hash").block();
        users().insert(unique(Set.of(Role.ADMIN)), "hash").block();

        assertThat(users().anyAdmin().block()).isTrue();
    }

    @Test
    default void changesAUserAsItWasReadOnly() {
        User user = inserted(Set.of(Role.OPERATOR));
        User disabled = user.changed(new UserChange(Set.of(Role.VIEWER), true), NOON);

        assertThat(users().update(disabled).block()).isTrue();
        assertThat(users().lock(user.id()).block()).isEqualTo(disabled);
        assertThat(users().update(user.changed(new UserChange(Set.of(), null), NOON))
                        .block())
                .isFalse();
        assertThat(users().find(user.id()).block()).isEqualTo(disabled);
    }

    @Test
    default void deletedUserStaysDeletedAndKeepsTheName() {
        User user = inserted(Set.of(Role.ADMIN));
        User deleted = user.deleted(NOON);
        assertThat(users().update(deleted).block()).isTrue();

        assertThat(users().find(user.id()).blockOptional()).isEmpty();
        assertThat(users().lock(user.id()).blockOptional()).isEmpty();
        assertThat(users().credential(user.username()).blockOptional()).isEmpty();
        assertThat(users().changePassword(user.id(), "other").blockOptional()).isEmpty();
        assertThat(users().list(named(user), 0, 10).block()).isEmpty();
        assertThat(users().insert(user, "hash").block()).isFalse();
        assertThat(users().update(deleted.changed(new UserChange(null, false), NOON))
                        .block())
                .isFalse();
    }

    @Test
    default void knowsTheEnabledAdmins() {
        User admin = inserted(Set.of(Role.ADMIN));
        User disabled = inserted(Set.of(Role.ADMIN));
        users().update(disabled.changed(new UserChange(null, true), NOON)).block();
        User operator = inserted(Set.of(Role.OPERATOR));

        assertThat(users().lockAdmins().block()).contains(admin.id()).doesNotContain(disabled.id(), operator.id());
    }

    @Test
    default void countsThePasswordsOfAUser() {
        User user = inserted(Set.of());

        assertThat(users().changePassword(user.id(), "second").block()).isEqualTo(1);
        assertThat(users().changePassword(user.id(), "third").block()).isEqualTo(2);
        assertThat(users().credential(user.username()).block().passwordHash()).isEqualTo("third");
        assertThat(users().changePassword("no-uuid", "x").blockOptional()).isEmpty();
    }

    @Test
    default void listsTheNewestFirstAndOnlyWhatIsAskedFor() {
        User older = inserted(Set.of(Role.PERFORMANCE));
        User newer = inserted(Set.of(Role.PERFORMANCE));
        User disabled = newer.changed(new UserChange(null, true), NOON);
        users().update(disabled).block();
        var performance = new UserFilter(null, Role.PERFORMANCE, null);

        assertThat(users().list(performance, 0, 2).block()).containsExactly(disabled, older);
        assertThat(users().list(performance, 1, 1).block()).containsExactly(older);
        assertThat(users().count(performance).block()).isGreaterThanOrEqualTo(2);
        assertThat(users().list(new UserFilter(null, Role.PERFORMANCE, true), 0, 10)
                        .block())
                .contains(disabled)
                .doesNotContain(older);
        assertThat(users().list(named(older), 0, 10).block()).containsExactly(older);
        assertThat(users().count(named(older)).block()).isEqualTo(1);
    }

    @Test
    default void goesThroughTheChangedStatesByTheirIds() {
        User untouched = inserted(Set.of());
        User disabled = inserted(Set.of()).changed(new UserChange(null, true), NOON);
        User deleted = inserted(Set.of()).deleted(NOON);
        users().update(disabled).block();
        users().update(deleted).block();

        List<User> all = users().lockStatesAfter("", 10_000).block();
        assertThat(all)
                .contains(disabled, deleted)
                .doesNotContain(untouched)
                .isSortedAccordingTo((a, b) -> a.id().compareTo(b.id()));
        assertThat(users().lockStatesAfter(all.getFirst().id(), 1).block()).containsExactly(all.get(1));
    }

    @Test
    default void keepsFromWhenTokensCount() {
        List<User> byId = Stream.of(inserted(Set.of()), inserted(Set.of()))
                .sorted(Comparator.comparing(User::id))
                .toList();
        User one = byId.getFirst();
        User two = byId.getLast();
        User other = inserted(Set.of());
        User gone = inserted(Set.of());
        users().update(gone.deleted(NOON)).block();
        assertThat(users().settled(one.id()).block()).isEqualTo(one);
        assertThat(users().settled("no-uuid").blockOptional()).isEmpty();

        List<User> locked =
                users().lockAll(List.of(two.id(), one.id(), gone.id())).block();
        assertThat(locked).containsExactly(one, two);
        List<User> outdated = locked.stream().map(user -> user.outdated(NOON)).toList();
        users().updateTokensValidFrom(outdated).block();

        assertThat(users().settled(one.id()).block()).isEqualTo(outdated.getFirst());
        assertThat(users().find(other.id()).block()).isEqualTo(other);
        assertThat(users().lockStatesAfter("", 10_000).block()).containsAll(outdated);
        assertThat(users().lockOutdatedBefore(NOON.plusSeconds(1), 10_000).block())
                .doesNotContainAnyElementsOf(outdated);
        assertThat(users().lockOutdatedBefore(NOON.plusSeconds(2), 10_000).block())
                .containsAll(outdated);
        users().updateTokensValidFrom(outdated.stream().map(User::upToDate).toList())
                .block();
        assertThat(users().find(two.id()).block()).isEqualTo(outdated.getLast().upToDate());
        assertThat(users().update(outdated.getLast().upToDate().deleted(NOON)).block())
                .isTrue();
    }

    /** Each later than the one before. */
    private User inserted(Set<Role> roles) {
        String id = UuidV7.next(Clock.systemUTC());
        User user = User.named(id, new Username("user-" + id), roles, NOON.plusSeconds(MADE.incrementAndGet()));
        assertThat(users().insert(user, "hash").block()).isTrue();
        return user;
    }

    private static UserFilter named(User user) {
        return new UserFilter(user.username(), null, null);
    }

    static User unique(Set<Role> roles) {
        String id = UuidV7.next(Clock.systemUTC());
        return User.named(id, new Username("user-" + id), roles, NOON);
    }
}
