package dev.steward.zerotrust.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.trust.CredentialChanged;
import dev.steward.events.trust.LoginSessionRevoked;
import dev.steward.zerotrust.domain.LoginOrigin;
import dev.steward.zerotrust.domain.LoginSession;
import dev.steward.zerotrust.domain.Password;
import dev.steward.zerotrust.domain.User;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PasswordServiceTest {

    private static final String ADDRESS = "192.0.2.1";
    private static final Password NEXT = new Password("another horse battery");

    private final Identity identity = new Identity();
    private final User ada = identity.user("ada");

    @Test
    void eachChangeIsAnEventSayingByWhom() {
        identity.outbox.appended.clear();

        assertThat(change(Identity.PASSWORD.value())).isEqualTo(new PasswordOutcome.Changed());
        assertThat(identity.passwords.set(ada.id(), Identity.PASSWORD).block())
                .isEqualTo(new PasswordOutcome.Changed());

        assertThat(identity.outbox.events()).containsExactly(changed("user"), changed("admin"));
        assertThat(identity.outbox.positions()).containsExactly(ada.id() + "#1", ada.id() + "#2");
        assertThat(login(Identity.PASSWORD)).isInstanceOf(LoginOutcome.LoggedIn.class);
        assertThat(login(NEXT)).isInstanceOf(LoginOutcome.Refused.class);
    }

    @Test
    void changeEndsTheOtherLoginSessionsAndAnAdminsAllOfThem() {
        String asking = loggedIn();
        loggedIn();

        identity.passwords
                .change(ada.id(), asking, Identity.PASSWORD.value(), NEXT, ADDRESS)
                .block();
        assertThat(identity.loginSessions.opened()).extracting(LoginSession::id).containsExactly(asking);

        identity.passwords.set(ada.id(), Identity.PASSWORD).block();
        assertThat(identity.loginSessions.opened()).isEmpty();
        assertThat(identity.outbox.events().stream()
                        .filter(LoginSessionRevoked.class::isInstance)
                        .map(event -> ((LoginSessionRevoked) event).initiatingEntity()))
                .containsExactly("user", "admin");
    }

    @Test
    void guessesAtTheCurrentPasswordCountAsAtLogin() {
        for (int guesses = 0; guesses < 5; guesses++) {
            identity.pass(Duration.ofSeconds(8));
            assertThat(change("wrong")).isEqualTo(new PasswordOutcome.WrongPassword());
        }

        assertThat(change(Identity.PASSWORD.value())).isInstanceOf(PasswordOutcome.Blocked.class);
        assertThat(login(Identity.PASSWORD)).isInstanceOf(LoginOutcome.Blocked.class);
    }

    @Test
    void guessThatWasLetThroughBeforeTheLockDoesNotPassAfterIt() {
        identity.hasher.beforeNextCheck(() -> {
            for (int guesses = 0; guesses < 5; guesses++) {
                change("wrong");
                identity.pass(Duration.ofSeconds(guesses < 4 ? 8 : 0));
            }
        });

        assertThat(change(Identity.PASSWORD.value())).isInstanceOf(PasswordOutcome.Blocked.class);
        identity.pass(Duration.ofMinutes(15));
        assertThat(login(Identity.PASSWORD)).isInstanceOf(LoginOutcome.LoggedIn.class);
    }

    @Test
    void nobodyHasNoPassword() {
        assertThat(identity.passwords.set("nobody", NEXT).block()).isEqualTo(new PasswordOutcome.NoSuchUser());
        assertThat(identity.passwords.change("nobody", "s", "x", NEXT, ADDRESS).block())
                .isEqualTo(new PasswordOutcome.NoSuchUser());
    }

    private PasswordOutcome change(String current) {
        return identity.passwords
                .change(ada.id(), "login-session", current, NEXT, ADDRESS)
                .block();
    }

    private String loggedIn() {
        return ((LoginOutcome.LoggedIn) login(Identity.PASSWORD)).loginSessionId();
    }

    private LoginOutcome login(Password password) {
        return identity.logins
                .login("ada", password.value(), null, LoginOrigin.of(ADDRESS))
                .block();
    }

    private CredentialChanged changed(String by) {
        return new CredentialChanged(
                CredentialChanged.CAEP, ada.id(), ada.id(), "password", "update", by, Identity.NOON.getEpochSecond());
    }
}
