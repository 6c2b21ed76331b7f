package dev.steward.zerotrust.application;

import static dev.steward.zerotrust.application.Identity.NOON;
import static dev.steward.zerotrust.application.Identity.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.trust.DeviceStateChanged;
import dev.steward.events.trust.UserTrustStateChanged;
import dev.steward.events.trust.UserTrustStateChanged.History;
import dev.steward.events.trust.UserTrustStateChanged.Network;
import dev.steward.events.trust.UserTrustStateChanged.Place;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.outbox.Tombstone;
import dev.steward.kit.policy.IpAddress;
import dev.steward.kit.policy.score.PatchLevel;
import dev.steward.kit.policy.score.Posture;
import dev.steward.kit.policy.score.UsualHours;
import dev.steward.kit.security.Caller;
import dev.steward.kit.security.access.CallerEvidence;
import dev.steward.kit.security.access.RequestEvidence;
import dev.steward.kit.security.trust.TrustStateFixture;
import dev.steward.zerotrust.adapter.access.StoredEvidence;
import dev.steward.zerotrust.adapter.access.StoredRequestTrust;
import dev.steward.zerotrust.domain.LoginOrigin;
import dev.steward.zerotrust.domain.RequestOrigin;
import dev.steward.zerotrust.domain.User;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What other processes are told of users, and that they come to the same scores by it. */
class KnownUsersTest {

    private static final String BERLIN = "192.0.2.7";
    private static final String TOKYO = "2001:db8::1";
    private static final String TOKYO_COUNTED = "20010db800000000";
    private static final String NOWHERE = "198.51.100.1";

    private final Identity identity = new Identity();
    private final User ada = identity.user("ada");

    @Test
    void loginIsToldWhenItShowsSomethingElse() {
        login(NOWHERE);
        assertThat(told()).containsExactly(known(null, List.of(new Network("198.51.100.0/24", NOON)), List.of()));

        identity.pass(Duration.ofMinutes(1));
        login(NOWHERE);
        login("what is no address");
        assertThat(told()).as("nothing is known that was not").hasSize(1);

        login(BERLIN);
        identity.pass(Duration.ofMinutes(1));
        login(BERLIN);
        Instant first = NOON.plusSeconds(60);
        assertThat(told()).hasSize(3);
        assertThat(told().getLast().places())
                .as("the time of the last visit")
                .containsExactly(new Place("Berlin", 52.52, 13.40, first, first.plusSeconds(60)));
        assertThat(positions("user-trust/")).containsExactly(1L, 2L, 3L);
    }

    @Test
    void lostPointsAreToldInTheNextTurnTogether() {
        for (int i = 0; i < 3; i++) {
            identity.logins.login("ada", "wrong", null, LoginOrigin.of(NOWHERE)).block();
            identity.logins
                    .login("nobody", "wrong", null, LoginOrigin.of(NOWHERE))
                    .block();
        }
        assertThat(told()).as("nobody waits for it").isEmpty();

        identity.trustStandings.turn().block();
        identity.trustStandings.turn().block();

        // The third attempt came too early to be looked at.
        assertThat(told()).containsExactly(known(new History(80, NOON), List.of(), List.of()));
    }

    @Test
    void hoursAreToldWhenTheyChange() {
        var office = new UsualHours(ZoneId.of("Europe/Berlin"), LocalTime.of(8, 0), LocalTime.of(18, 30));
        identity.usualHoursService.change(ada.id(), _ -> true, office).block();
        identity.usualHoursService.change(ada.id(), _ -> true, office).block();

        assertThat(told())
                .singleElement()
                .extracting(UserTrustStateChanged::usualHours)
                .isEqualTo(new UserTrustStateChanged.UsualHours("Europe/Berlin", "08:00", "18:30"));
    }

    @Test
    void whatIsForgottenIsToldToo() {
        login(BERLIN);
        identity.pass(Duration.ofDays(31));
        identity.evidence.forget().block();

        assertThat(told()).hasSize(2).last().isEqualTo(known(null, List.of(), List.of()));
    }

    @Test
    void deviceIsToldFromItsFirstReportUntilItIsRemoved() {
        var device = identity.devices.register(ada.id(), "Laptop").block();
        String key = "device/" + device.device().id();
        assertThat(positions(key)).isEmpty();

        report(device, 95);
        assertThat(identity.outbox.events())
                .contains(new DeviceStateChanged(device.device().id(), ada.id(), "latest", true, true, true, 95, NOON));
        report(device, 95);
        identity.devices.remove(device.device()).block();

        assertThat(positions(key)).containsExactly(2L, 3L, 4L);
        assertThat(last(key).event()).isEqualTo(new Tombstone(DeviceStateChanged.class));
    }

    @Test
    void nothingStaysOfWhoIsDeleted() {
        var device = identity.devices.register(ada.id(), "Laptop").block();
        report(device, 95);
        login(BERLIN);

        identity.administration.delete(ada.id()).block();

        assertThat(last("user-trust/").event()).isEqualTo(new Tombstone(UserTrustStateChanged.class));
        assertThat(last("user-trust/").sequence()).isEqualTo(2);
        assertThat(last("device/").event()).isEqualTo(new Tombstone(DeviceStateChanged.class));
        identity.logins.login("ada", "wrong", null, LoginOrigin.of(NOWHERE)).block();
        identity.trustStandings.turn().block();
        identity.outbox.appended.clear();
        identity.publisher.publishAll().block();
        assertThat(identity.outbox.positions())
                .noneMatch(position -> position.startsWith("user-trust/") || position.startsWith("device/"));
    }

    @Test
    void everythingIsPublishedAgainWithTheSequenceItHad() {
        var device = identity.devices.register(ada.id(), "Laptop").block();
        identity.devices.register(ada.id(), "Silent").block();
        report(device, 95);
        login(BERLIN);
        List<OutboxEvent> before = List.of(last("user-trust/"), last("device/"));
        identity.outbox.appended.clear();

        identity.publisher.publishAll().block();

        assertThat(List.of(last("user-trust/"), last("device/"))).isEqualTo(before);
        assertThat(identity.outbox.appended.getLast().aggregateId()).isEqualTo("snapshot-complete");
    }

    @Test
    void everyProcessComesToTheSameScore() {
        var device = identity.devices.register(ada.id(), "Laptop").block();
        report(device, 73.3);
        agree(null, null);

        login(BERLIN);
        agree(null, null);
        identity.pass(Duration.ofMinutes(7));
        login(BERLIN);
        login(TOKYO_COUNTED);
        identity.logins
                .login("ada", "wrong", null, LoginOrigin.of("203.0.113.9"))
                .block();
        identity.trustStandings.turn().block();
        agree(device.device().id(), null);
        identity.usualHoursService
                .change(
                        ada.id(),
                        _ -> true,
                        new UsualHours(ZoneId.of("Asia/Tokyo"), LocalTime.of(8, 0), LocalTime.of(18, 30)))
                .block();
        identity.pass(Duration.ofHours(5));
        login(NOWHERE);
        agree(device.device().id(), identity.clock.instant());
        identity.pass(Duration.ofMinutes(61));
        agree(device.device().id(), identity.clock.instant());
    }

    /** In the newest login session: what verify says, what this service finds, and what another makes of its entries. */
    private void agree(@Nullable String deviceId, @Nullable Instant mfaAt) {
        Instant now = identity.clock.instant();
        var open = identity.loginSessionService.list(ada.id(), 0, 1).block();
        String session =
                open.isEmpty() ? "none" : open.getFirst().loginSession().id();
        Instant openedAt =
                open.isEmpty() ? null : open.getFirst().loginSession().authenticatedAt();
        Instant provedAt = open.isEmpty() ? null : mfaAt;
        if (provedAt != null) {
            identity.assurances.raise(session, ada.id(), provedAt).block();
        }
        var caller =
                new Caller(ada.id(), "ada", session, Set.of(), Map.of(), now, now, openedAt, provedAt, deviceId, null);
        var verified = new StoredRequestTrust(
                identity.loginSessions,
                identity.assurances,
                identity.deviceRepository,
                identity.knownUsers,
                identity.scorer);
        var stored =
                new StoredEvidence(identity.knownUsers, identity.deviceRepository, new CallerEvidence(identity.scorer));
        var elsewhere = TrustStateFixture.evidence(
                identity.outbox.appended.stream()
                        .filter(event -> event.aggregateType().equals("trust-entry"))
                        .toList(),
                identity.scorer);
        for (String from : List.of(BERLIN, TOKYO, NOWHERE, "203.0.113.9")) {
            IpAddress address = IpAddress.of(from).orElseThrow();
            RequestEvidence here = stored.of(caller, address, now).block();
            var asked = verified.of(ada, new RequestOrigin(deviceId, null, address, null, session), now)
                    .block();
            assertThat(elsewhere.of(caller, address, now).block()).as(from).isEqualTo(here);
            assertThat(asked.score()).as(from).isEqualTo(here.score());
            assertThat(asked.location()).isEqualTo(here.location());
            assertThat(asked.postureAge()).isEqualTo(here.postureAge());
        }
    }

    private void login(String address) {
        identity.logins
                .login("ada", PASSWORD.value(), null, LoginOrigin.of(address))
                .block();
    }

    private void report(DeviceService.Registration device, double compliance) {
        var posture = new Posture(
                PatchLevel.parse("latest").orElseThrow(), true, true, true, compliance, identity.clock.instant());
        identity.devices
                .report(device.device().id(), device.credential(), "linux", "6.1", posture)
                .block();
    }

    private UserTrustStateChanged known(@Nullable History history, List<Network> networks, List<Place> places) {
        return new UserTrustStateChanged(ada.id(), history, null, networks, places);
    }

    private List<UserTrustStateChanged> told() {
        return identity.outbox.events().stream()
                .filter(UserTrustStateChanged.class::isInstance)
                .map(UserTrustStateChanged.class::cast)
                .toList();
    }

    private List<Long> positions(String key) {
        return entries(key).stream().map(OutboxEvent::sequence).toList();
    }

    private OutboxEvent last(String key) {
        return entries(key).getLast();
    }

    private List<OutboxEvent> entries(String key) {
        return identity.outbox.appended.stream()
                .filter(event -> event.aggregateId().startsWith(key))
                .toList();
    }
}
