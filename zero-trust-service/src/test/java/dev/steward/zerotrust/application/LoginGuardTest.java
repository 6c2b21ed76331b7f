package dev.steward.zerotrust.application;

import static dev.steward.zerotrust.application.Identity.NOON;
import static dev.steward.zerotrust.application.Identity.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.trust.AccountLocked;
import dev.steward.zerotrust.application.LoginOutcome.Blocked;
import dev.steward.zerotrust.application.LoginOutcome.LoggedIn;
import dev.steward.zerotrust.application.LoginOutcome.Refused;
import dev.steward.zerotrust.domain.LoginOrigin;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.User;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginGuardTest {

    private static final String HERE = "192.0.2.1";
    private static final String ELSEWHERE = "192.0.2.2";

    private final Identity identity = new Identity();
    private final User ada = identity.user("ada", Role.DEVELOPER);

    @ParameterizedTest
    @ValueSource(strings = {"ada", "nobody", "no name at all"})
    void eachFailureHoldsTheNextUpLongerAndTheFifthLocks(String name) {
        assertThat(guess(name)).isInstanceOf(Refused.class);
        assertThat(guess(name)).isInstanceOf(Refused.class);
        for (int seconds = 1; seconds <= 4; seconds *= 2) {
            assertThat(guess(name)).isEqualTo(new Blocked(Duration.ofSeconds(seconds)));
            identity.pass(Duration.ofSeconds(seconds));
            assertThat(guess(name)).isInstanceOf(Refused.class);
        }

        assertThat(guess(name)).isEqualTo(new Blocked(Duration.ofMinutes(15)));
        assertThat(identity.hasher.checks()).isEqualTo(5);
    }

    @Test
    void rightPasswordDoesNotOpenALockedAccount() {
        lock();

        assertThat(login("ada", HERE)).isEqualTo(new Blocked(Duration.ofMinutes(15)));
        identity.pass(Duration.ofMinutes(15));
        assertThat(login("ada", HERE)).isInstanceOf(LoggedIn.class);
    }

    @Test
    void nobodyIsLockedOutFromElsewhere() {
        lock();

        assertThat(login("ada", ELSEWHERE)).isInstanceOf(LoggedIn.class);
        assertThat(login("ada", HERE)).isInstanceOf(Blocked.class);
    }

    @Test
    void lockingIsToldOnce() {
        lock();

        assertThat(identity.outbox.events().stream().filter(AccountLocked.class::isInstance))
                .containsExactly(new AccountLocked(
                        ada.id(), "ada", identity.clock.instant().plus(Duration.ofMinutes(15))));
    }

    @Test
    void successForgetsTheFailures() {
        guess("ada");
        guess("ada");
        identity.pass(Duration.ofSeconds(1));
        assertThat(login("ada", HERE)).isInstanceOf(LoggedIn.class);

        assertThat(guess("ada")).isInstanceOf(Refused.class);
        assertThat(guess("ada")).isInstanceOf(Refused.class);
        assertThat(guess("ada")).isEqualTo(new Blocked(Duration.ofSeconds(1)));
    }

    @Test
    void guessThatWasLetThroughBeforeTheLockDoesNotPassAfterIt() {
        identity.hasher.beforeNextCheck(this::lock);

        assertThat(login("ada", HERE)).isInstanceOf(Blocked.class);
        assertThat(identity.loginSessions.opened()).isEmpty();
    }

    @Test
    void oneAddressTriesAHundredLoginsAMinute() {
        for (int i = 0; i < 100; i++) {
            assertThat(login("ada", HERE)).isInstanceOf(LoggedIn.class);
        }

        assertThat(login("ada", HERE)).isEqualTo(new Blocked(Duration.ofMinutes(1)));
        assertThat(login("ada", ELSEWHERE)).isInstanceOf(LoggedIn.class);
        identity.pass(Duration.ofMinutes(1));
        assertThat(login("ada", HERE)).isInstanceOf(LoggedIn.class);
    }

    @Test
    void auditTellsOnceOfEachTimeAnAccountIsClosed() {
        lock();
        for (int i = 0; i < 5; i++) {
            assertThat(guess("ada")).isInstanceOf(Blocked.class);
        }
        assertThat(heldUp()).containsExactly("ada account-closed");
        identity.pass(Duration.ofMinutes(15));
        assertThat(guess("ada")).isInstanceOf(Refused.class);
        assertThat(guess("ada")).isInstanceOf(Blocked.class);
        assertThat(guess("ada")).isInstanceOf(Blocked.class);

        assertThat(heldUp()).containsExactly("ada account-closed", "ada account-closed");
    }

    @Test
    void auditTellsOnceAMinuteOfAnAddressThatTriesTooMuch() {
        for (int i = 0; i < 110; i++) {
            login("ada", HERE);
        }
        assertThat(heldUp()).containsExactly("ada too-many-logins");

        identity.pass(Duration.ofMinutes(1));
        for (int i = 0; i < 110; i++) {
            login("no name at all", HERE);
        }
        assertThat(heldUp()).hasSize(3).contains("(not a username) account-closed");
    }

    private List<String> heldUp() {
        return identity.audit.recorded.stream()
                .filter(entry -> entry.action().equals("login.held-up"))
                .map(entry ->
                        entry.detail().get("username") + " " + entry.detail().get("reason"))
                .toList();
    }

    private void lock() {
        for (int failures = 0; failures < 5; failures++) {
            assertThat(guess("ada")).isInstanceOf(Refused.class);
            if (failures < 4) {
                identity.pass(Duration.ofSeconds(4));
            }
        }
        assertThat(identity.clock.instant()).isEqualTo(NOON.plusSeconds(16));
    }

    private LoginOutcome guess(String name) {
        return identity.logins.login(name, "wrong", null, LoginOrigin.of(HERE)).block();
    }

    private LoginOutcome login(String name, String address) {
        return identity.logins
                .login(name, PASSWORD.value(), null, LoginOrigin.of(address))
                .block();
    }
}
