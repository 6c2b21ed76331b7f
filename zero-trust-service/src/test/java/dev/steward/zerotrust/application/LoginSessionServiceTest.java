package dev.steward.zerotrust.application;

import static dev.steward.zerotrust.application.Identity.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.UuidV7;
import dev.steward.events.trust.LoginSessionRevoked;
import dev.steward.events.trust.LoginSessionStateChanged;
import dev.steward.kit.outbox.Tombstone;
import dev.steward.zerotrust.application.LoginOutcome.LoggedIn;
import dev.steward.zerotrust.domain.LoginOrigin;
import dev.steward.zerotrust.domain.LoginSession;
import dev.steward.zerotrust.domain.RefreshToken;
import dev.steward.zerotrust.domain.Revocation;
import dev.steward.zerotrust.domain.User;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoginSessionServiceTest {

    private static final Duration WEEK = Duration.ofDays(7);

    private final Identity identity = new Identity();
    private final User ada = identity.user("ada");
    private final User bob = identity.user("bob");

    @Test
    void loginSessionIsEndedOnceAndByItsOwner() {
        String own = login("ada");

        assertThat(identity.loginSessionService.endOwn(bob.id(), own).block()).isFalse();
        assertThat(identity.loginSessionService.endOwn(ada.id(), own).block()).isTrue();
        assertThat(identity.loginSessionService.endOwn(ada.id(), own).block()).isFalse();
        assertThat(identity.loginSessionService
                        .end(own, Revocation.ENDED_BY_ADMIN)
                        .block())
                .isFalse();
    }

    @Test
    void allEndsEveryLoginSessionOfOneUser() {
        String of = login("ada");
        for (int i = 0; i < 220; i++) {
            identity.pass(Duration.ofMinutes(1));
            open(ada);
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

        identity.loginSessionService.cleanUp().block();

        assertThat(identity.loginSessions.opened()).extracting(LoginSession::id).containsExactly(later);
    }

    @Test
    void everyEndIsToldOfOnceAndByWhom() {
        String own = login("ada");
        String other = login("ada");
        identity.outbox.appended.clear();

        identity.loginSessionService.endOwn(ada.id(), own).block();
        identity.loginSessionService.endOwn(ada.id(), own).block();
        identity.loginSessionService.end(other, Revocation.ENDED_BY_ADMIN).block();

        assertThat(identity.outbox.events())
                .containsExactly(
                        revoked(own, Revocation.ENDED_BY_USER),
                        state(own),
                        revoked(other, Revocation.ENDED_BY_ADMIN),
                        state(other));
        assertThat(identity.outbox.positions())
                .containsExactly(
                        own + "#2", "login-session/" + own + "#2", other + "#2", "login-session/" + other + "#2");
    }

    @Test
    void entryEndsOnceNoTokenCanBeGoodAnyMore() {
        String own = login("ada");
        identity.loginSessionService.endOwn(ada.id(), own).block();
        identity.outbox.appended.clear();

        identity.pass(Duration.ofMinutes(15));
        identity.loginSessionService.cleanUp().block();
        assertThat(identity.outbox.appended).isEmpty();

        identity.pass(Duration.ofMinutes(1));
        identity.loginSessionService.cleanUp().block();
        identity.loginSessionService.cleanUp().block();
        assertThat(identity.outbox.events()).containsExactly(new Tombstone(LoginSessionStateChanged.class));
        assertThat(identity.outbox.positions()).containsExactly("login-session/" + own + "#3");
    }

    private LoginSessionRevoked revoked(String id, Revocation why) {
        return new LoginSessionRevoked(
                LoginSessionRevoked.CAEP,
                ada.id(),
                id,
                why.initiator(),
                Map.of("en", why.reason()),
                Identity.NOON.getEpochSecond());
    }

    private LoginSessionStateChanged state(String id) {
        return new LoginSessionStateChanged(id, ada.id(), Identity.NOON, Identity.NOON.plus(Duration.ofMinutes(16)));
    }

    /** As a login does in the end, without a token, whose signature takes far longer than all the rest. */
    private void open(User user) {
        var now = identity.clock.instant();
        var loginSession = new LoginSession(UuidV7.next(identity.clock), user.id(), null, now, now.plus(WEEK));
        assertThat(identity.loginSessions
                        .open(loginSession, RefreshToken.random(new SecureRandom()), LoginOrigin.of("192.0.2.1"))
                        .block())
                .isTrue();
    }

    private String login(String name) {
        var login = (LoggedIn) identity.logins
                .login(name, PASSWORD.value(), null, LoginOrigin.of("192.0.2.1"))
                .block();
        return login.loginSessionId();
    }
}
