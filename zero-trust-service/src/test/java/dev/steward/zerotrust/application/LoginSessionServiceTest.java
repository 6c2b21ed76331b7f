package dev.steward.zerotrust.application;

import static dev.steward.zerotrust.application.Identity.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.zerotrust.application.LoginOutcome.LoggedIn;
import dev.steward.zerotrust.domain.LoginOrigin;
import dev.steward.zerotrust.domain.LoginSession;
import dev.steward.zerotrust.domain.User;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginSessionServiceTest {

    private final Identity identity = new Identity();
    private final User ada = identity.user("ada");
    private final User bob = identity.user("bob");

    @Test
    void loginSessionIsEndedOnceAndByItsOwner() {
        String own = login("ada");

        assertThat(identity.loginSessionService.endOwn(bob.id(), own).block()).isFalse();
        assertThat(identity.loginSessionService.endOwn(ada.id(), own).block()).isTrue();
        assertThat(identity.loginSessionService.endOwn(ada.id(), own).block()).isFalse();
        assertThat(identity.loginSessionService.end(own).block()).isFalse();
    }

    @Test
    void allEndsEveryLoginSessionOfOneUser() {
        String of = login("ada");
        for (int i = 0; i < 220; i++) {
            identity.pass(Duration.ofMinutes(1));
            login("ada");
        }
        String other = login("bob");

        identity.loginSessionService.endAll(ada.id(), of).block();

        assertThat(identity.loginSessions.opened()).extracting(LoginSession::id).containsExactly(other);
    }

    @Test
    void whatHasExpiredIsNotKept() {
        login("ada");
        identity.pass(Duration.ofDays(1));
        String later = login("ada");
        identity.pass(Duration.ofDays(6));

        identity.loginSessionService.deleteEnded().block();

        assertThat(identity.loginSessions.opened()).extracting(LoginSession::id).containsExactly(later);
    }

    private String login(String name) {
        var login = (LoggedIn) identity.logins
                .login(name, PASSWORD.value(), null, LoginOrigin.of("192.0.2.1"))
                .block();
        return login.loginSessionId();
    }
}
