package dev.steward.zerotrust.port;

import static dev.steward.zerotrust.port.UserRepositoryContract.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steward.kit.policy.score.History;
import dev.steward.kit.policy.score.KnownNetwork;
import dev.steward.kit.policy.score.KnownPlace;
import dev.steward.kit.policy.score.Place;
import dev.steward.kit.policy.score.TrustScoreSettings;
import dev.steward.kit.policy.score.UsualHours;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserHours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every repository does that keeps what trust scores are made of. */
public interface TrustIngredientsContract {

    TrustScoreSettings.User SETTINGS = new TrustScoreSettings.User(50, 30, 20, 10, 5, 0.2, 10, 5, 2);
    Duration MONTH = Duration.ofDays(30);
    Place BERLIN = new Place("Berlin", 52.52, 13.405);
    UserHours OFFICE = hours(1, 8);

    UserRepository users();

    TrustHistoryRepository histories();

    KnownOriginRepository origins();

    UsualHoursRepository usualHours();

    KnownUserRepository knownUsers();

    @Test
    default void failuresTakeFromWhatTheHistoryHasHealedTo() {
        String ada = stored();
        assertThat(history(ada)).isNull();

        take(ada, 10, NOON);
        assertThat(history(ada)).isEqualTo(new History(90, NOON));
        take(ada, 10, NOON.plusSeconds(1_800));
        assertThat(history(ada)).isEqualTo(new History(81, NOON.plusSeconds(1_800)));
        take(ada, 10, NOON.plus(MONTH));
        assertThat(history(ada)).isEqualTo(new History(90, NOON.plus(MONTH)));
        take(ada, 91, NOON);
        assertThat(history(ada)).as("told late").isEqualTo(new History(0, NOON.plus(MONTH)));
    }

    @Test
    default void historyThatHealsIsThatOfTheFormula() {
        String ada = stored();
        take(ada, 33.3, NOON);
        take(ada, 10, NOON.plusSeconds(4_321));

        var formula = History.clean(NOON)
                .less(33.3, NOON, SETTINGS)
                .less(10, NOON.plusSeconds(4_321), SETTINGS)
                .value();
        assertThat(history(ada).value()).isEqualTo(formula, within(1e-9));
    }

    @Test
    default void whoLostPointsIsNamedOnce() {
        String nobody =
                "nobody-" + UserRepositoryContract.unique(Set.of()).username().value();
        histories().take(nobody, 10, SETTINGS, NOON).block();

        assertThat(histories().notice(10_000).block()).contains(nobody);
        assertThat(histories().notice(10_000).block()).doesNotContain(nobody);
        histories().take(nobody, 10, SETTINGS, NOON).block();
        assertThat(histories().notice(10_000).block()).contains(nobody);
    }

    @Test
    default void wholeHistoryIsForgottenOnceItWasNoticed() {
        String ada = stored();
        take(ada, 10, NOON);
        Instant whole = NOON.plus(Duration.ofHours(5));

        histories().forgetWhole(SETTINGS, whole).block();
        assertThat(history(ada)).isNotNull();
        histories().notice(10_000).block();
        histories().forgetWhole(SETTINGS, whole.minusSeconds(1)).block();
        assertThat(history(ada)).isNotNull();
        histories().forgetWhole(SETTINGS, whole).block();
        assertThat(history(ada)).isNull();
    }

    @Test
    default void networkIsKnownSinceTheFirstLoginFromThere() {
        String ada = stored();
        String bob = stored();
        assertThat(since(ada)).isNull();

        assertThat(network(ada, NOON)).isTrue();
        assertThat(network(ada, NOON.plusSeconds(60))).as("known already").isFalse();
        assertThat(network(bob, NOON.plusSeconds(90))).isTrue();

        assertThat(since(ada)).isEqualTo(NOON);
        assertThat(since(bob)).isEqualTo(NOON.plusSeconds(90));
        assertThat(network(ada, NOON.plusSeconds(61).plus(MONTH))).isTrue();
        assertThat(since(ada))
                .as("after too long")
                .isEqualTo(NOON.plusSeconds(61).plus(MONTH));
    }

    @Test
    default void placeIsKnownFromItsFirstVisitToItsLast() {
        String ada = stored();
        place(ada, BERLIN, NOON);
        place(ada, BERLIN, NOON.plusSeconds(60));
        place(ada, BERLIN, NOON.plusSeconds(30));
        place(ada, new Place("Aachen", 50.78, 6.08), NOON);

        assertThat(places(ada))
                .containsExactly(
                        new KnownPlace(BERLIN, NOON, NOON.plusSeconds(60)),
                        new KnownPlace(new Place("Aachen", 50.78, 6.08), NOON, NOON));
        assertThat(places(stored())).isEmpty();
    }

    @Test
    default void originNotSeenForLongIsForgotten() {
        String ada = stored();
        network(ada, NOON);
        place(ada, BERLIN, NOON);

        assertThat(origins().forgetBefore(NOON, 10_000).block()).doesNotContain(ada);
        assertThat(since(ada)).isEqualTo(NOON);
        assertThat(origins().forgetBefore(NOON.plusSeconds(1), 10_000).block()).contains(ada);
        assertThat(since(ada)).isNull();
        assertThat(places(ada)).isEmpty();
    }

    @Test
    default void hoursAreStoredForTheVersionBefore() {
        String ada = stored();
        assertThat(usualHours().find(ada).blockOptional()).isEmpty();

        assertThat(usualHours().store(ada, hours(2, 9)).block()).isFalse();
        assertThat(usualHours().find(ada).blockOptional()).isEmpty();
        assertThat(usualHours().store(ada, OFFICE).block()).isTrue();
        assertThat(usualHours().store(ada, hours(1, 9)).block()).isFalse();
        assertThat(usualHours().find(ada).block()).isEqualTo(OFFICE);
        assertThat(usualHours().store(ada, hours(2, 9)).block()).isTrue();
        assertThat(usualHours().find(ada).block()).isEqualTo(hours(2, 9));
        assertThat(usualHours().find(stored()).blockOptional()).isEmpty();
    }

    private void take(String userId, double points, Instant at) {
        String account = users().find(userId).block().username().value();
        histories().take(account, points, SETTINGS, at).block();
    }

    private @Nullable History history(String userId) {
        return knownUsers().find(userId).block().history();
    }

    private boolean network(String userId, Instant at) {
        return origins()
                .rememberNetwork(userId, "192.0.2.0/24", at, at.minus(MONTH))
                .block();
    }

    private @Nullable Instant since(String userId) {
        return knownUsers().find(userId).block().networks().stream()
                .map(KnownNetwork::since)
                .findFirst()
                .orElse(null);
    }

    private List<KnownPlace> places(String userId) {
        return knownUsers().find(userId).block().places();
    }

    private void place(String userId, Place place, Instant at) {
        origins().rememberPlace(userId, place, at, at.minus(MONTH)).block();
    }

    private String stored() {
        User user = UserRepositoryContract.unique(Set.of());
        users().insert(user, "hash").block();
        return user.id();
    }

    private static UserHours hours(long version, int from) {
        var zone = ZoneId.of("Europe/Berlin");
        return new UserHours(new UsualHours(zone, LocalTime.of(from, 30), LocalTime.MIDNIGHT), version);
    }
}
