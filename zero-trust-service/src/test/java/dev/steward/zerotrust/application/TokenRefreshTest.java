package dev.steward.zerotrust.application;

import static dev.steward.zerotrust.application.Identity.NOON;
import static dev.steward.zerotrust.application.Identity.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.steward.zerotrust.application.LoginOutcome.LoggedIn;
import dev.steward.zerotrust.application.RefreshOutcome.Reason;
import dev.steward.zerotrust.application.RefreshOutcome.Refreshed;
import dev.steward.zerotrust.application.RefreshOutcome.Refused;
import dev.steward.zerotrust.domain.LoginOrigin;
import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.User;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

class TokenRefreshTest {

    private final Identity identity = new Identity();
    private final User ada = identity.user("ada", Role.DEVELOPER);
    private final LoggedIn login = login();

    @Test
    void refreshedTokensContinueTheLoginSessionAsThingsAreNow() throws Exception {
        identity.pass(Duration.ofHours(1));
        var atlas = new ProjectId("atlas");
        identity.projectService.create(atlas, "Atlas").block();
        identity.projectService.admit(atlas, ada.id(), Role.VIEWER).block();

        LoggedIn refreshed = refreshed(login);

        assertThat(refreshed.loginSessionId()).isEqualTo(login.loginSessionId());
        assertThat(refreshed.refreshToken()).isNotEqualTo(login.refreshToken());
        var claims = SignedJWT.parse(refreshed.accessToken()).getJWTClaimsSet();
        assertThat(claims.getStringClaim("sid")).isEqualTo(login.loginSessionId());
        assertThat(claims.getJSONObjectClaim("projects")).isEqualTo(Map.of("atlas", "viewer"));
        assertThat(claims.getLongClaim("auth_time")).isEqualTo(NOON.getEpochSecond());
        assertThat(claims.getClaim("mfa_at")).isNull();
        assertThat(refreshed(refreshed).refreshToken()).isNotEqualTo(refreshed.refreshToken());
    }

    @Test
    void secondFactorOfTheLoginSessionIsKept() throws Exception {
        identity.assurances.raise(login.loginSessionId(), ada.id(), NOON).block();
        identity.pass(Duration.ofMinutes(20));

        var claims = SignedJWT.parse(refreshed(login).accessToken()).getJWTClaimsSet();

        assertThat(claims.getLongClaim("mfa_at")).isEqualTo(NOON.getEpochSecond());
        assertThat(claims.getStringClaim("acr")).isEqualTo("aal2");
    }

    @Test
    void reuseEndsTheLoginSessionAlsoForWhoeverWasFaster() {
        LoggedIn refreshed = refreshed(login);

        assertThat(refresh(login)).isEqualTo(new Refused(Reason.REUSED));

        assertThat(identity.loginSessions.opened()).isEmpty();
        assertThat(refresh(refreshed)).isEqualTo(new Refused(Reason.LOGIN_ENDED));
        assertThat(refresh(login)).isEqualTo(new Refused(Reason.REUSED));
    }

    @Test
    void ofManyAtOnceOneIsAnsweredAndTheLoginSessionEnds() {
        String token = login.refreshToken().value();

        List<RefreshOutcome> outcomes = Flux.range(0, 4)
                .flatMap(_ -> identity.refreshes.refresh(token))
                .collectList()
                .block();

        assertThat(outcomes).filteredOn(Refreshed.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Refused.class::isInstance).hasSize(3).containsOnly(new Refused(Reason.REUSED));
        assertThat(identity.loginSessions.opened()).isEmpty();
    }

    @Test
    void otherLoginSessionsAreNotTouchedByReuse() {
        LoggedIn other = login();
        refreshed(login);
        refresh(login);

        assertThat(refreshed(other).loginSessionId()).isEqualTo(other.loginSessionId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "\u0000", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void whatIsNoRefreshTokenIsRefused(String token) {
        assertThat(identity.refreshes.refresh(token).block()).isEqualTo(new Refused(Reason.UNKNOWN));
        assertThat(identity.refreshes.refresh(login.accessToken()).block()).isEqualTo(new Refused(Reason.UNKNOWN));
        assertThat(identity.loginSessions.opened()).hasSize(1);
    }

    @Test
    void disabledUserGetsNothing() {
        identity.users.disable(ada);

        assertThat(refresh(login)).isEqualTo(new Refused(Reason.LOGIN_ENDED));
    }

    @Test
    void noTokenOutlivesItsLoginSession() throws Exception {
        identity.pass(Duration.ofDays(7).minusMinutes(5));
        LoggedIn last = refreshed(login);

        assertThat(last.expiresIn()).isEqualTo(Duration.ofMinutes(5));
        assertThat(SignedJWT.parse(last.accessToken()).getJWTClaimsSet().getExpirationTime())
                .isEqualTo(NOON.plus(Duration.ofDays(7)));
        identity.pass(Duration.ofMinutes(5));
        assertThat(refresh(last)).isEqualTo(new Refused(Reason.LOGIN_ENDED));
    }

    private LoggedIn login() {
        return (LoggedIn) identity.logins
                .login("ada", PASSWORD.value(), null, LoginOrigin.of("192.0.2.1"))
                .block();
    }

    private LoggedIn refreshed(LoggedIn before) {
        return ((Refreshed) refresh(before)).tokens();
    }

    private RefreshOutcome refresh(LoggedIn before) {
        return identity.refreshes.refresh(before.refreshToken().value()).block();
    }
}
