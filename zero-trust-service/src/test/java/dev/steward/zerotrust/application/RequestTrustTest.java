package dev.steward.zerotrust.application;

import static dev.steward.zerotrust.application.Identity.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.policy.IpAddress;
import dev.steward.kit.policy.score.PatchLevel;
import dev.steward.kit.policy.score.Posture;
import dev.steward.zerotrust.adapter.access.StoredRequestTrust;
import dev.steward.zerotrust.domain.LoginOrigin;
import dev.steward.zerotrust.domain.RequestEvidence;
import dev.steward.zerotrust.domain.RequestOrigin;
import dev.steward.zerotrust.domain.User;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestTrustTest {

    private static final String BERLIN = "192.0.2.7";
    private static final String TOKYO = "2001:db8::1";
    private static final String NOWHERE = "198.51.100.1";

    private final Identity identity = new Identity();
    private final StoredRequestTrust trust = new StoredRequestTrust(
            identity.loginSessions,
            identity.assurances,
            identity.deviceRepository,
            identity.knownUsers,
            identity.scorer);
    private final User ada = identity.user("ada");

    @Test
    void whoIsNotLoggedInIsTrustedForTheHistoryOnly() {
        RequestEvidence evidence = of(RequestOrigin.UNKNOWN);

        assertThat(evidence.score().deviceTrust()).isEqualTo(40);
        assertThat(evidence.score().userTrust()).isEqualTo(70);
        assertThat(evidence.score().contextTrust()).isEqualTo(62);
        assertThat(evidence.mfa()).isFalse();
        assertThat(evidence.compliance()).isNull();
    }

    @Test
    void failedLoginsCountAgainstTheUser() {
        login(NOWHERE);
        double before = of(RequestOrigin.UNKNOWN).score().userTrust();
        identity.logins
                .login("ada", "wrong", null, LoginOrigin.of("203.0.113.1"))
                .block();

        assertThat(of(RequestOrigin.UNKNOWN).score().userTrust()).isEqualTo(before - 2);
    }

    @Test
    void networkAndPlaceAreKnownFromAnEarlierLogin() {
        login(BERLIN);
        assertThat(of(from(BERLIN)).score().contextTrust()).isEqualTo(0.4 * 40 + 30 + 12);

        identity.pass(Duration.ofHours(1));
        login(BERLIN);

        RequestEvidence known = of(from(BERLIN));
        assertThat(known.score().contextTrust()).isEqualTo(100);
        assertThat(known.location()).isEqualTo("Berlin");
        assertThat(of(from(NOWHERE)).score().contextTrust()).isEqualTo(62);
        assertThat(of(from(NOWHERE)).location()).isNull();
    }

    @Test
    void nobodyIsInTokyoAMinuteAfterBerlin() {
        login(BERLIN);
        identity.pass(Duration.ofMinutes(1));

        assertThat(of(from(TOKYO)).score().contextTrust()).isEqualTo(42);

        identity.pass(Duration.ofHours(12));
        assertThat(of(from(TOKYO)).score().contextTrust()).isEqualTo(0.4 * 40 + 30 + 12);
    }

    @Test
    void onlyADeviceOfTheUserSpeaksForThem() {
        String own = reported(ada, 95);
        String others = reported(identity.user("bob"), 95);

        assertThat(of(with(own)).score().deviceTrust()).isEqualTo(98);
        assertThat(of(with(own)).compliance()).isEqualTo(95);
        assertThat(of(with(own)).postureAge()).isZero();
        assertThat(of(with(others)).score().deviceTrust()).isEqualTo(40);
        assertThat(of(with("no-uuid")).score().deviceTrust()).isEqualTo(40);
    }

    @Test
    void attestedPostureCountsInThePlaceOfTheDevices() {
        String own = reported(ada, 95);
        var attested = new RequestOrigin(own, posture(20), null, "paris", null);

        RequestEvidence evidence = of(attested);
        assertThat(evidence.compliance()).isEqualTo(20);
        assertThat(evidence.score().deviceTrust()).isEqualTo(68);
        assertThat(evidence.location()).isEqualTo("paris");
    }

    @Test
    void loginSessionThatIsNamedCounts() {
        login(NOWHERE);
        String older = identity.loginSessions
                .list(ada.id(), identity.clock.instant(), 0, 1)
                .block()
                .getFirst()
                .loginSession()
                .id();
        identity.assurances.raise(older, ada.id(), identity.clock.instant()).block();
        identity.pass(Duration.ofMinutes(20));
        for (int i = 0; i < 20; i++) {
            login(NOWHERE);
        }

        assertThat(of(RequestOrigin.UNKNOWN).mfa()).isFalse();
        assertThat(of(RequestOrigin.UNKNOWN).score().userTrust()).isEqualTo(90);
        RequestEvidence named = of(new RequestOrigin(null, null, null, null, older));
        assertThat(named.mfa()).isTrue();
        assertThat(named.score().userTrust()).isEqualTo(100);
        RequestEvidence unknown = of(new RequestOrigin(null, null, null, null, "no-uuid"));
        assertThat(unknown.mfa()).isFalse();
        assertThat(unknown.score().userTrust()).isEqualTo(70);
    }

    private RequestEvidence of(RequestOrigin origin) {
        return trust.of(ada, origin, identity.clock.instant()).block();
    }

    private static RequestOrigin from(String address) {
        return new RequestOrigin(null, null, IpAddress.of(address).orElseThrow(), null, null);
    }

    private static RequestOrigin with(String deviceId) {
        return new RequestOrigin(deviceId, null, null, null, null);
    }

    private void login(String address) {
        assertThat(identity.logins
                        .login("ada", PASSWORD.value(), null, LoginOrigin.of(address))
                        .block())
                .isInstanceOf(LoginOutcome.LoggedIn.class);
    }

    private String reported(User user, double compliance) {
        var device = identity.devices.register(user.id(), "Laptop").block();
        identity.devices
                .report(device.device().id(), device.credential(), "linux", "6.1", posture(compliance))
                .block();
        return device.device().id();
    }

    private Posture posture(double compliance) {
        return new Posture(
                PatchLevel.parse("latest").orElseThrow(), true, true, true, compliance, identity.clock.instant());
    }
}
