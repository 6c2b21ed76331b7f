package dev.steward.zerotrust.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.UuidV7;
import dev.steward.zerotrust.domain.LoginSession;
import dev.steward.zerotrust.domain.RefreshToken;
import dev.steward.zerotrust.domain.User;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link LoginSessionRepository} does. */
public interface LoginSessionRepositoryContract {

    LoginSessionRepository loginSessions();

    UserRepository users();

    @Test
    default void openedLoginSessionStandsForItsUserOnly() {
        LoginSession opened = of(storedUser());
        assertThat(loginSessions().open(opened, token()).block()).isTrue();

        assertThat(loginSessions().stands(opened.id(), opened.userId()).block()).isTrue();
        assertThat(loginSessions().stands(opened.id(), storedUser()).block()).isFalse();
    }

    @Test
    default void nobodyCanOpenOne() {
        LoginSession nobodys = of(UuidV7.next(Clock.systemUTC()));

        assertThat(loginSessions().open(nobodys, token()).block()).isFalse();
        assertThat(loginSessions().stands(nobodys.id(), nobodys.userId()).block())
                .isFalse();
    }

    @Test
    default void whatWasNeverOpenedDoesNotStand() {
        String user = storedUser();

        assertThat(loginSessions().stands(UuidV7.next(Clock.systemUTC()), user).block())
                .isFalse();
        assertThat(loginSessions().stands("no-uuid", user).block()).isFalse();
    }

    static LoginSession of(String userId) {
        var now = UserRepositoryContract.NOON;
        return new LoginSession(UuidV7.next(Clock.systemUTC()), userId, now, now.plus(Duration.ofDays(7)));
    }

    static RefreshToken token() {
        return RefreshToken.random(new SecureRandom());
    }

    private String storedUser() {
        User user = UserRepositoryContract.unique(Set.of());
        users().insert(user, "hash").block();
        return user.id();
    }
}
