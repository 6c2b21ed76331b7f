package dev.steward.kit.security.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steward.events.DomainEvent;
import dev.steward.events.trust.DeviceStateChanged;
import dev.steward.events.trust.UserTrustStateChanged;
import dev.steward.kit.policy.IpAddress;
import dev.steward.kit.policy.TrustScore;
import dev.steward.kit.policy.score.PlaceTable;
import dev.steward.kit.policy.score.TrustScoreSettings;
import dev.steward.kit.policy.score.TrustScorer;
import dev.steward.kit.policy.score.UsualHours;
import dev.steward.kit.security.Caller;
import dev.steward.kit.security.access.CallerEvidence;
import dev.steward.kit.security.access.RequestEvidence;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TrustStateEvidenceTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final Instant LOGIN = NOON.minus(Duration.ofMinutes(10));
    private static final Offset<Double> EXACT = within(1e-9);
    private static final String BERLIN = "192.0.2.7";
    private static final String TOKYO = "2001:db8::1";
    private static final String NOWHERE = "198.51.100.1";
    private static final TrustScoreSettings SETTINGS = new Binder(new MapConfigurationPropertySource(Map.of()))
            .bindOrCreate("steward.trust-score", TrustScoreSettings.class);

    private final TrustEntries entries = new TrustEntries();
    private final TrustStateEvidence evidence = new TrustStateEvidence(
            entries,
            new CallerEvidence(new TrustScorer(
                    SETTINGS,
                    new UsualHours(ZoneOffset.UTC, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT),
                    PlaceTable.read(List.of("192.0.2.0/24,Berlin,52.52,13.40", "2001:db8::/32,Tokyo,35.68,139.65")))));

    @Test
    void whatIsNotKnownCountsAsTheRulesSay() {
        RequestEvidence unknown = of(program(), null);
        // no device; the base and a clean history; no place, usual hours, no known network
        assertThat(unknown.score()).isEqualTo(new TrustScore(40, 70, 20 + 30 + 12));
        assertThat(unknown).extracting(RequestEvidence::mfa).isEqualTo(false);
        assertThat(unknown.compliance()).isNull();
        assertThat(unknown.postureAge()).isNull();
        assertThat(unknown.location()).isNull();

        assertThat(of(caller("phone", null), NOWHERE).score()).isEqualTo(new TrustScore(40, 80, 62));
        assertThat(of(caller(null, null), BERLIN).score().contextTrust())
                .as("a new place")
                .isEqualTo(0.4 * 40 + 30 + 12, EXACT);
        assertThat(of(caller(null, null), BERLIN).location()).isEqualTo("Berlin");
    }

    @Test
    void tokenTellsOfTheLogin() {
        assertThat(of(caller(null, NOON.minusSeconds(10)), null).score().userTrust())
                .as("50 + 30 + 20 + 20, at most 100")
                .isEqualTo(100);
        assertThat(of(caller(null, NOON.minusSeconds(10)), null).mfa()).isTrue();
        assertThat(of(caller(null, null), null).score().userTrust()).isEqualTo(80);
    }

    @Test
    void postureOfTheDeviceInTheTokenCountsIfItIsTheCallers() {
        device("phone", "ada", 1, 95, NOON.minus(Duration.ofMinutes(30)));
        device("bobs", "bob", 1, 95, NOON);

        RequestEvidence own = of(caller("phone", null), null);
        assertThat(own.score().deviceTrust()).isEqualTo(0.4 * 95 + 20 + 15 + 15 + 10, EXACT);
        assertThat(own.compliance()).isEqualTo(95);
        assertThat(own.postureAge()).isEqualTo(Duration.ofMinutes(30));
        assertThat(of(caller("bobs", null), null).score().deviceTrust()).isEqualTo(40);

        device("phone", "ada", 2, 0, NOON.minus(Duration.ofHours(24)));
        assertThat(of(caller("phone", null), null).score().deviceTrust()).isZero();
        device("phone", "ada", 1, 95, NOON);
        assertThat(of(caller("phone", null), null).score().deviceTrust())
                .as("an older record")
                .isZero();
        entries.remove("device/phone");
        assertThat(of(caller("phone", null), null).score().deviceTrust()).isEqualTo(40);
    }

    @Test
    void historyHealsByTheHour() {
        user(new UserTrustStateChanged.History(50, NOON.minus(Duration.ofHours(10))), null, List.of(), List.of());

        assertThat(of(program(), null).score().userTrust()).isEqualTo(50 + 0.2 * 60, EXACT);
    }

    @Test
    void hoursAreTheUsersOwn() {
        user(null, new UserTrustStateChanged.UsualHours("Europe/Berlin", "14:30", "22:00"), List.of(), List.of());
        assertThat(of(program(), null).score().contextTrust())
                .as("within two hours of them")
                .isEqualTo(20 + 0.3 * 60 + 12, EXACT);

        user(null, new UserTrustStateChanged.UsualHours("Mars/Base", "dawn", "dusk"), List.of(), List.of());
        assertThat(of(program(), null).score().contextTrust())
                .as("those of everybody")
                .isEqualTo(62, EXACT);
    }

    @Test
    void nothingIsKnownBecauseOfTheLoginThatCounts() {
        Instant before = LOGIN.minus(Duration.ofDays(1));
        var berlin = new UserTrustStateChanged.Place("Berlin", 52.52, 13.40, LOGIN, LOGIN);
        user(null, null, List.of(network(LOGIN)), List.of(berlin));
        assertThat(of(caller(null, null), BERLIN).score().contextTrust()).isEqualTo(16 + 30 + 12, EXACT);

        var again = new UserTrustStateChanged.Place("Berlin", 52.52, 13.40, before, LOGIN);
        user(null, null, List.of(network(before)), List.of(again));
        assertThat(of(caller(null, null), BERLIN).score().contextTrust()).isEqualTo(100, EXACT);
        assertThat(of(program(), BERLIN).score().contextTrust())
                .as("a program never logs in")
                .isEqualTo(100, EXACT);
        assertThat(of(caller(null, null), NOWHERE).score().contextTrust()).isEqualTo(62, EXACT);
        assertThat(of(caller(null, null), TOKYO).score().contextTrust())
                .as("ten minutes after a login in Berlin")
                .isEqualTo(30 + 12, EXACT);
    }

    private RequestEvidence of(Caller caller, @Nullable String from) {
        return evidence.of(caller, from == null ? null : IpAddress.of(from).orElseThrow(), NOON)
                .block();
    }

    private static Caller caller(@Nullable String deviceId, @Nullable Instant mfaAt) {
        return new Caller(
                "ada", "ada", "login", Set.of(), Map.of(), LOGIN, NOON.plusSeconds(60), LOGIN, mfaAt, deviceId, null);
    }

    private static Caller program() {
        return new Caller(
                "ada", "ada", "key", Set.of(), Map.of(), LOGIN, NOON.plusSeconds(60), null, null, null, Set.of("*:*"));
    }

    private void device(String id, String userId, long sequence, double compliance, Instant reportedAt) {
        apply(
                "device/" + id,
                sequence,
                new DeviceStateChanged(id, userId, "latest", true, true, true, compliance, reportedAt));
    }

    private void user(
            UserTrustStateChanged.@Nullable History history,
            UserTrustStateChanged.@Nullable UsualHours hours,
            List<UserTrustStateChanged.Network> networks,
            List<UserTrustStateChanged.Place> places) {
        apply(
                "user-trust/ada",
                entries.revision() + 1,
                new UserTrustStateChanged("ada", history, hours, networks, places));
    }

    private static UserTrustStateChanged.Network network(Instant since) {
        return new UserTrustStateChanged.Network("192.0.2.0/24", since);
    }

    private void apply(String key, long sequence, DomainEvent event) {
        entries.apply(new TrustEntry(key, sequence, event));
    }
}
