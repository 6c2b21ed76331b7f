package dev.steward.zerotrust.application;

import static dev.steward.zerotrust.application.Identity.NOON;
import static dev.steward.zerotrust.application.Identity.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.steward.events.UuidV7;
import dev.steward.events.trust.LoginFailed;
import dev.steward.events.trust.LoginSucceeded;
import dev.steward.zerotrust.application.LoginOutcome.LoggedIn;
import dev.steward.zerotrust.application.LoginOutcome.Overloaded;
import dev.steward.zerotrust.application.LoginOutcome.Reason;
import dev.steward.zerotrust.application.LoginOutcome.Refused;
import dev.steward.zerotrust.domain.LoginOrigin;
import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.User;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoginServiceTest {

    private final Identity identity = new Identity();
    private final User ada = identity.user("ada", Role.DEVELOPER);

    @Test
    void rightPasswordOpensALoginSession() {
        LoggedIn login = loggedIn("Ada");

        assertThat(login.expiresIn()).isEqualTo(Duration.ofMinutes(15));
        assertThat(identity.loginSessions.opened()).singleElement().satisfies(opened -> {
            assertThat(opened.id()).isEqualTo(login.loginSessionId());
            assertThat(opened.userId()).isEqualTo(ada.id());
            assertThat(opened.expiresAt()).isEqualTo(NOON.plus(Duration.ofDays(7)));
        });
        assertThat(identity.outbox.events()).last().isEqualTo(new LoginSucceeded(ada.id(), login.loginSessionId()));
    }

    @Test
    void tokenNamesTheProjectsOfTheMoment() throws Exception {
        var atlas = new ProjectId("atlas");
        identity.projectService.create(atlas, "Atlas").block();
        identity.projectService.admit(atlas, ada.id(), Role.VIEWER).block();

        var claims = SignedJWT.parse(loggedIn("ada").accessToken()).getJWTClaimsSet();

        assertThat(claims.getJSONObjectClaim("projects")).isEqualTo(Map.of("atlas", "viewer"));
        assertThat(claims.getStringListClaim("roles")).containsExactly("developer");
    }

    @Test
    void tokenNamesTheDeviceUntilItIsRemoved() throws Exception {
        var laptop = identity.devices.register(ada.id(), "Laptop").block().device();
        var login = (LoggedIn) login("ada", PASSWORD.value(), laptop.id());

        assertThat(deviceOf(login)).isEqualTo(laptop.id());
        var refreshed = refreshed(login);
        assertThat(deviceOf(refreshed)).isEqualTo(laptop.id());
        identity.devices.remove(laptop).block();
        assertThat(deviceOf(refreshed(refreshed))).isNull();
    }

    @Test
    void deviceHasToBeOnesOwnWhichIsToldWhenThePasswordIsRightOnly() {
        User bob = identity.user("bob");
        String bobs =
                identity.devices.register(bob.id(), "Phone").block().device().id();
        for (String device : List.of(bobs, UuidV7.next(identity.clock), "\u0000 no id", "")) {
            assertThat(login("ada", "wrong", device)).isEqualTo(new Refused(Reason.WRONG_PASSWORD));
            assertThat(login("nobody", PASSWORD.value(), device)).isEqualTo(new Refused(Reason.UNKNOWN_USER));
            identity.pass(Duration.ofMinutes(16));
            assertThat(login("ada", PASSWORD.value(), device)).isEqualTo(new Refused(Reason.UNKNOWN_DEVICE));
        }

        assertThat(identity.outbox.events()).last().isEqualTo(new LoginFailed("ada", "unknown-device"));
        assertThat(identity.loginSessions.opened()).isEmpty();
    }

    @Test
    void wrongDevicesLockNobodyOut() {
        for (int i = 0; i < 10; i++) {
            assertThat(login("ada", PASSWORD.value(), "none")).isEqualTo(new Refused(Reason.UNKNOWN_DEVICE));
        }
        assertThat(login("ada", PASSWORD.value())).isInstanceOf(LoggedIn.class);
    }

    @Test
    void everyLoginHasTokensOfItsOwn() {
        LoggedIn one = loggedIn("ada");
        LoggedIn other = loggedIn("ada");

        assertThat(one.refreshToken().value())
                .hasSize(43)
                .isNotEqualTo(other.refreshToken().value());
        assertThat(one.loginSessionId()).isNotEqualTo(other.loginSessionId());
    }

    @Test
    void wrongPasswordIsRefusedAndTold() {
        assertThat(login("ada", "wrong")).isEqualTo(new Refused(Reason.WRONG_PASSWORD));

        assertThat(identity.outbox.events()).last().isEqualTo(new LoginFailed("ada", "wrong-password"));
        assertThat(identity.loginSessions.opened()).isEmpty();
    }

    @Test
    void unknownNameCostsAPasswordCheckToo() {
        assertThat(login("bob", PASSWORD.value())).isEqualTo(new Refused(Reason.UNKNOWN_USER));

        assertThat(identity.hasher.checks()).isEqualTo(1);
        assertThat(identity.outbox.events()).last().isEqualTo(new LoginFailed("bob", "unknown-user"));
    }

    @Test
    void whatCannotBeANameIsNotRepeated() {
        assertThat(login("correct horse battery", "")).isEqualTo(new Refused(Reason.UNKNOWN_USER));

        assertThat(identity.hasher.checks()).isEqualTo(1);
        assertThat(identity.outbox.events()).last().isEqualTo(new LoginFailed("(not a username)", "unknown-user"));
    }

    @Test
    void disabledUserIsRefusedWithTheRightPasswordOnly() {
        identity.users.disable(ada);

        assertThat(login("ada", "wrong")).isEqualTo(new Refused(Reason.WRONG_PASSWORD));
        assertThat(login("ada", PASSWORD.value())).isEqualTo(new Refused(Reason.USER_DISABLED));
        assertThat(identity.loginSessions.opened()).isEmpty();
    }

    @Test
    void saysSoWhenThereIsNoRoomToHash() {
        identity.hasher.fill();
        int before = identity.outbox.appended.size();

        assertThat(login("ada", PASSWORD.value())).isEqualTo(new Overloaded());
        assertThat(login("bob", PASSWORD.value())).isEqualTo(new Overloaded());
        assertThat(identity.outbox.appended).hasSize(before);
    }

    @Test
    void tokensDoNotShowThemselves() {
        LoggedIn login = loggedIn("ada");

        assertThat(login.toString())
                .doesNotContain(login.accessToken(), login.refreshToken().value());
        assertThat(login.refreshToken().toString())
                .doesNotContain(login.refreshToken().value());
    }

    private LoggedIn loggedIn(String name) {
        return (LoggedIn) login(name, PASSWORD.value());
    }

    private LoginOutcome login(String name, String password) {
        return login(name, password, null);
    }

    private LoginOutcome login(String name, String password, @Nullable String deviceId) {
        return identity.logins
                .login(name, password, null, new LoginOrigin("192.0.2.1", deviceId))
                .block();
    }

    private LoggedIn refreshed(LoggedIn before) {
        var outcome = identity.refreshes.refresh(before.refreshToken().value()).block();
        return ((RefreshOutcome.Refreshed) outcome).tokens();
    }

    private static @Nullable String deviceOf(LoggedIn login) throws Exception {
        return SignedJWT.parse(login.accessToken()).getJWTClaimsSet().getStringClaim("device_id");
    }
}
