package dev.steward.zerotrust.application;

import static dev.steward.zerotrust.application.Identity.NOON;
import static dev.steward.zerotrust.application.Identity.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.UuidV7;
import dev.steward.events.trust.TrustScoreChanged;
import dev.steward.kit.policy.score.PatchLevel;
import dev.steward.kit.policy.score.Posture;
import dev.steward.kit.policy.score.UsualHours;
import dev.steward.zerotrust.domain.LoginOrigin;
import dev.steward.zerotrust.domain.LoginSession;
import dev.steward.zerotrust.domain.RefreshToken;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.User;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrustStandingsTest {

    private static final String BERLIN = "192.0.2.7";
    private static final String TOKYO = "20010db800000000";
    private static final String NOWHERE = "198.51.100.1";

    private final Identity identity = new Identity();
    private final User ada = identity.user("ada", Role.DEVELOPER);

    @Test
    void levelIsToldAfterALoginAndWhenItChanges() {
        login(NOWHERE, null);
        turn();

        // 0.35 × 40 + 0.40 × (50 + 20 + 20) + 0.25 × (20 + 30 + 12)
        assertThat(told()).containsExactly(new TrustScoreChanged(ada.id(), null, "high", 65.5, NOON));
        turn();
        pass(Duration.ofMinutes(4));
        turn();
        assertThat(told()).hasSize(1);

        for (int i = 0; i < 3; i++) {
            failLogin(NOWHERE);
        }
        assertThat(told()).as("nobody waits for it").hasSize(1);
        turn();
        assertThat(told()).hasSize(1);
        pass(Duration.ofMinutes(61));
        turn();
        assertThat(told()).hasSize(2);
        assertThat(told().getLast().previousLevel()).isEqualTo("high");
        assertThat(told().getLast().currentLevel()).isEqualTo("medium");
        assertThat(positions()).containsExactly(1L, 2L);
    }

    @Test
    void postureRaisesTheLevelAndItsAgeTakesItBack() {
        var device = identity.devices.register(ada.id(), "Laptop").block();
        login(BERLIN, device.device().id());
        pass(Duration.ofHours(1));
        login(BERLIN, device.device().id());
        turn();
        assertThat(levels()).containsExactly("high");

        report(device, 100);
        turn();
        assertThat(levels()).containsExactly("high", "full");

        for (int hour = 0; hour < 24; hour++) {
            pass(Duration.ofHours(1));
            turn();
        }
        assertThat(levels()).containsExactly("high", "full", "high", "medium");
        assertThat(told().getLast().score()).isEqualTo(59.09);
    }

    @Test
    void removedDeviceHasTheUserLookedAt() {
        var device = identity.devices.register(ada.id(), "Laptop").block();
        report(device, 100);
        login(NOWHERE, device.device().id());
        turn();
        assertThat(levels()).containsExactly("full");

        identity.devices.remove(device.device()).block();
        turn();

        assertThat(levels()).containsExactly("full", "high");
    }

    @Test
    void revokedLoginSessionHasTheUserLookedAtAtOnce() {
        var device = identity.devices.register(ada.id(), "Laptop").block();
        login(NOWHERE, null);
        report(device, 100);
        pass(Duration.ofMinutes(1));
        login(NOWHERE, device.device().id());
        turn();
        assertThat(levels()).containsExactly("full");
        var newest = identity.loginSessionService.list(ada.id(), 0, 1).block().getFirst();

        identity.loginSessionService
                .endOwn(ada.id(), newest.loginSession().id())
                .block();
        turn();

        assertThat(levels()).containsExactly("full", "high");
    }

    @Test
    void levelIsToldInTheMinuteInWhichTimeChangesIt() {
        login(NOWHERE, null);
        turn();
        assertThat(levels()).containsExactly("high");

        pass(Duration.ofMinutes(15).minusSeconds(1));
        turn();
        assertThat(levels()).containsExactly("high");
        pass(Duration.ofSeconds(1));
        turn();
        assertThat(levels()).as("the login is no longer fresh").containsExactly("high", "medium");
        assertThat(told().getLast().evaluatedAt()).isEqualTo(NOON.plus(Duration.ofMinutes(15)));
    }

    @Test
    void otherHoursHaveTheUserLookedAt() {
        login(NOWHERE, null);
        pass(Duration.ofMinutes(5));
        turn();
        assertThat(levels()).containsExactly("high");

        hours("UTC", 20, 22);
        turn();
        assertThat(levels()).as("it is noon").containsExactly("high", "medium");
        assertThat(context("time")).isEqualTo(6);
    }

    @Test
    void healingHistoryOfWhoIsNotLoggedInIsWatchedUntilItIsWhole() {
        login(NOWHERE, null);
        identity.loginSessionService
                .endAll(
                        ada.id(),
                        identity.loginSessions.opened().iterator().next().id())
                .block();
        for (int i = 0; i < 4; i++) {
            failLogin(NOWHERE + i);
        }
        turn();
        assertThat(due()).isTrue();
        pass(Duration.ofHours(41));
        turn();

        assertThat(due()).as("there is nothing left to wait for").isFalse();
        assertThat(levels()).containsExactly("medium");
    }

    @Test
    void whoIsNotOrNeverWasThereIsNotLookedAtForEver() {
        failLogin(NOWHERE);
        assertThat(due()).as("never logged in").isFalse();

        login(NOWHERE, null);
        identity.users.disable(ada);
        turn();
        assertThat(told()).isEmpty();
        assertThat(due()).isFalse();
    }

    @Test
    void impossibleTravelStaysImpossible() {
        login(BERLIN, null);
        pass(Duration.ofMinutes(10));
        login(TOKYO, null);

        assertThat(context("location")).isZero();
        assertThat(context("network")).isEqualTo(12);
        pass(Duration.ofHours(20));
        assertThat(context("location")).isZero();
        login(TOKYO, null);
        assertThat(context("location")).isEqualTo(40);
        assertThat(context("network")).isEqualTo(30);
    }

    @Test
    void networkAndPlaceAreNotKnownByTheLoginThatShowsThem() {
        login(BERLIN, null);
        assertThat(context("location")).isEqualTo(16);
        assertThat(context("network")).isEqualTo(12);

        pass(Duration.ofDays(1));
        login(BERLIN.replace(".7", ".200"), null);
        assertThat(context("location")).isEqualTo(40);
        assertThat(context("network")).isEqualTo(30);
    }

    @Test
    void deviceOfSomebodyElseSaysNothing() {
        var bob = identity.user("bob");
        var device = identity.devices.register(bob.id(), "Laptop").block();
        report(device, 100);

        Instant now = identity.clock.instant();
        var login = new LoginSession(
                UuidV7.next(identity.clock), ada.id(), device.device().id(), now, now.plus(Duration.ofDays(1)));
        identity.loginSessions
                .open(login, RefreshToken.random(new SecureRandom()), LoginOrigin.of(BERLIN))
                .block();

        assertThat(identity.scores.of(ada).block().parts().device().terms())
                .extracting("name")
                .containsExactly("unknown_device");
    }

    @Test
    void guessesAtAnyNameAreWrittenDownAlike() {
        identity.logins.login("nobody", "wrong", null, LoginOrigin.of(NOWHERE)).block();
        failLogin(NOWHERE);

        assertThat(identity.histories.of("nobody").value()).isEqualTo(90);
        assertThat(identity.histories.of("ada").value()).isEqualTo(90);
        turn();
        assertThat(told()).isEmpty();
        pass(Duration.ofHours(10));
        identity.evidence.forget().block();
        assertThat(identity.histories.of("nobody")).isNull();
    }

    private void login(String address, String deviceId) {
        var origin = new LoginOrigin(address, deviceId);
        assertThat(identity.logins.login("ada", PASSWORD.value(), null, origin).block())
                .isInstanceOf(LoginOutcome.LoggedIn.class);
    }

    private void failLogin(String address) {
        identity.logins.login("ada", "wrong", null, LoginOrigin.of(address)).block();
        pass(Duration.ofSeconds(4));
    }

    private void report(DeviceService.Registration device, double compliance) {
        var posture = new Posture(
                PatchLevel.parse("latest").orElseThrow(), true, true, true, compliance, identity.clock.instant());
        identity.devices
                .report(device.device().id(), device.credential(), "linux", "6.1", posture)
                .block();
    }

    private void hours(String zone, int from, int to) {
        var hours = new UsualHours(ZoneId.of(zone), LocalTime.of(from, 0), LocalTime.of(to, 0));
        identity.usualHoursService.change(ada.id(), _ -> true, hours).block();
    }

    private void pass(Duration time) {
        identity.pass(time);
    }

    private void turn() {
        identity.trustStandings.turn().block();
    }

    private boolean due() {
        var soon = identity.clock.instant().plus(Duration.ofDays(2));
        return identity.standings.lockNext(soon).blockOptional().isPresent();
    }

    private double context(String term) {
        return identity.scores.of(ada).block().parts().context().terms().stream()
                .filter(each -> each.name().equals(term))
                .findFirst()
                .orElseThrow()
                .points();
    }

    private List<TrustScoreChanged> told() {
        return identity.outbox.events().stream()
                .filter(TrustScoreChanged.class::isInstance)
                .map(TrustScoreChanged.class::cast)
                .toList();
    }

    private List<String> levels() {
        return told().stream().map(TrustScoreChanged::currentLevel).toList();
    }

    private List<Long> positions() {
        return identity.outbox.appended.stream()
                .filter(event -> event.event() instanceof TrustScoreChanged)
                .map(event -> event.sequence())
                .toList();
    }
}
