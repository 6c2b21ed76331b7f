package dev.steward.kit.policy.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoresTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final Offset<Double> EXACT = within(1e-9);
    private static final UsualHours OFFICE =
            new UsualHours(ZoneId.of("Europe/Berlin"), LocalTime.of(8, 0), LocalTime.of(18, 0));
    private static final Place BERLIN = new Place("Berlin", 52.52, 13.405);
    private static final Place POTSDAM = new Place("Potsdam", 52.39, 13.065);
    private static final Place TOKYO = new Place("Tokyo", 35.6764, 139.65);

    private final TrustScoreSettings settings = TrustScoreSettingsTest.defaults();
    private final DeviceScore devices = new DeviceScore(settings.device());
    private final UserScore users = new UserScore(settings.user());
    private final ContextScore contexts = new ContextScore(settings.context());

    @Test
    void unknownDeviceHasForty() {
        assertThat(devices.of(null, NOON).score()).isEqualTo(40);
    }

    @ParameterizedTest
    @CsvSource({
        "100, true, true, true, latest, 100",
        "0, false, false, false, latest, 10",
        "50, true, false, false, 2020-01, 40",
        "0, false, true, false, 2020-01, 15",
        "0, false, false, true, 2020-01, 15",
        "0, false, false, false, 2026-09, 10",
        "0, false, false, false, 2026-08, 0",
    })
    void deviceHasPointsForWhatItReports(
            double compliance, boolean encrypted, boolean firewall, boolean antivirus, String patched, double score) {
        var posture =
                new Posture(PatchLevel.parse(patched).orElseThrow(), encrypted, firewall, antivirus, compliance, NOON);

        assertThat(devices.of(posture, NOON).score()).isEqualTo(score, EXACT);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 100", "PT1H, 100", "PT12H30M, 50", "PT24H, 0", "PT48H, 0", "-PT5M, 100"})
    void postureLosesItsWeightWithAge(Duration age, double score) {
        var posture = new Posture(new PatchLevel(null), true, true, true, 100, NOON.minus(age));

        assertThat(devices.of(posture, NOON).score()).isEqualTo(score, EXACT);
    }

    @ParameterizedTest
    @CsvSource({"latest", "2026-11"})
    void patchLevelIsWrittenAsItWasRead(String text) {
        assertThat(PatchLevel.parse(text).orElseThrow()).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"2026-13", "2026-1", "26-01", "Latest", "newest", "2026-11-05", "0000-01", "''"})
    void whatIsNoPatchLevelIsRefused(String text) {
        assertThat(PatchLevel.parse(text)).isEmpty();
    }

    @Test
    void patchLevelCountsFromTheFirstDayOfItsMonth() {
        var level = new PatchLevel(YearMonth.of(2026, 9));
        var lastMoment = Instant.parse("2026-11-30T00:00:00Z");

        assertThat(level.isWithin(Duration.ofDays(90), lastMoment)).isTrue();
        assertThat(level.isWithin(Duration.ofDays(90), lastMoment.plusMillis(1)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "false, , 100, 70",
        "false, PT4M59S, 100, 90",
        "false, PT5M, 100, 80",
        "false, PT15M, 100, 75",
        "false, PT60M, 100, 70",
        "false, , 0, 50",
        "true, PT0S, 100, 100",
        "true, PT20M, 50, 95",
    })
    void userHasPointsForWhatWasProved(boolean mfa, @Nullable Duration age, double history, double score) {
        Instant authenticatedAt = age == null ? null : NOON.minus(age);

        assertThat(users.of(mfa, authenticatedAt, new History(history, NOON), NOON)
                        .score())
                .isEqualTo(score, EXACT);
    }

    @Test
    void historyLosesByFailuresAndHealsByTheHour() {
        var clean = History.clean(NOON);
        var once = clean.less(10, NOON, settings.user());

        assertThat(once.at(NOON, settings.user())).isEqualTo(90);
        assertThat(once.at(NOON.plusSeconds(1800), settings.user())).isEqualTo(90.5, EXACT);
        assertThat(once.at(NOON.plus(Duration.ofDays(3)), settings.user())).isEqualTo(100);
        assertThat(once.less(500, NOON, settings.user()).at(NOON, settings.user()))
                .isZero();
        assertThat(once.less(5, NOON.minusSeconds(60), settings.user()))
                .as("a failure told late")
                .isEqualTo(new History(85, NOON));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-26T07:00:00Z, 100", // eight in Berlin
        "2026-11-26T16:59:59Z, 100",
        "2026-11-26T17:00:00Z, 60", // six in the evening
        "2026-11-26T19:00:00Z, 60",
        "2026-11-26T19:00:01Z, 20",
        "2026-11-26T05:00:00Z, 60",
        "2026-11-26T04:59:59Z, 20",
        "2026-11-26T23:00:00Z, 20",
        "2026-07-01T06:00:00Z, 100", // summer time
    })
    void timeOfDayIsThatOfTheUsersZone(Instant at, double points) {
        var score = contexts.of(false, OFFICE, null, List.of(), at);

        assertThat(term(score, "time")).isEqualTo(0.3 * points, EXACT);
    }

    @ParameterizedTest
    @CsvSource({"22:00, 06:00, 100", "13:00, 13:00, 100", "14:00, 16:00, 60", "10:00, 11:00, 60", "18:00, 19:00, 20"})
    void hoursMayPassMidnightOrLastTheWholeDay(LocalTime from, LocalTime to, double points) {
        var at = from.isAfter(to) ? Instant.parse("2026-11-26T23:30:00Z") : NOON;
        var score = contexts.of(false, new UsualHours(ZoneId.of("UTC"), from, to), null, List.of(), at);

        assertThat(term(score, "time")).isEqualTo(0.3 * points, EXACT);
    }

    @Test
    void placeCountsByWhereTheUserWasLately() {
        var yesterday = new Place.Visit(BERLIN, NOON.minus(Duration.ofDays(1)));
        var justNow = new Place.Visit(TOKYO, NOON.minusSeconds(600));

        assertThat(location(null, yesterday)).isEqualTo(50);
        assertThat(location(BERLIN)).isEqualTo(40);
        assertThat(location(POTSDAM, yesterday)).isEqualTo(100);
        assertThat(location(TOKYO, yesterday)).isEqualTo(40);
        assertThat(location(BERLIN, justNow)).isZero();
        assertThat(location(BERLIN, yesterday, justNow)).isZero();
    }

    @Test
    void placeOfALoginIsJudgedByTheTimeOfTheLogin() {
        var justBefore = new Place.Visit(BERLIN, NOON.minusSeconds(600));
        var login = new Place.Visit(TOKYO, NOON);
        Instant nextDay = NOON.plus(Duration.ofDays(1));

        assertThat(location(contexts.of(false, OFFICE, login, List.of(justBefore), nextDay)))
                .isZero();
        assertThat(location(contexts.of(false, OFFICE, new Place.Visit(TOKYO, nextDay), List.of(justBefore), nextDay)))
                .isEqualTo(40);
        assertThat(location(contexts.of(false, OFFICE, null, List.of(justBefore), nextDay)))
                .isEqualTo(50);
    }

    @Test
    void kilometresAreThoseOfAGreatCircle() {
        assertThat(BERLIN.kilometresTo(TOKYO)).isEqualTo(8_918, within(10.0));
        assertThat(BERLIN.kilometresTo(BERLIN)).isZero();
    }

    @Test
    void networkIsKnownOrNot() {
        assertThat(term(contexts.of(true, OFFICE, null, List.of(), NOON), "network"))
                .isEqualTo(30, EXACT);
        assertThat(term(contexts.of(false, OFFICE, null, List.of(), NOON), "network"))
                .isEqualTo(12, EXACT);
    }

    @Test
    void termsAddUpToTheScore() {
        var score = users.of(true, NOON, History.clean(NOON), NOON);

        assertThat(score.terms())
                .extracting(ScoreTerm::name)
                .containsExactly("base", "mfa", "recent_authentication", "history", "limit");
        assertThat(score.terms().stream().mapToDouble(ScoreTerm::points).sum()).isEqualTo(100, EXACT);
    }

    private double location(@Nullable Place place, Place.Visit... visits) {
        return location(
                contexts.of(false, OFFICE, place == null ? null : new Place.Visit(place, NOON), List.of(visits), NOON));
    }

    private static double location(ScorePart score) {
        return term(score, "location") / 0.4;
    }

    private static double term(ScorePart score, String name) {
        return score.terms().stream()
                .filter(term -> term.name().equals(name))
                .findFirst()
                .orElseThrow()
                .points();
    }
}
