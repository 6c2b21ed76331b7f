package dev.steward.zerotrust.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.UuidV7;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.Username;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link UserRepository} does. */
public interface UserRepositoryContract {

    Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

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

    static User unique(Set<Role> roles) {
        String id = UuidV7.next(Clock.systemUTC());
        return User.named(id, new Username("user-" + id), roles, NOON);
    }
}
