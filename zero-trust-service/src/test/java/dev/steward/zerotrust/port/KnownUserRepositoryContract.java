package dev.steward.zerotrust.port;

import static dev.steward.zerotrust.port.UserRepositoryContract.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.policy.score.History;
import dev.steward.kit.policy.score.KnownNetwork;
import dev.steward.kit.policy.score.KnownPlace;
import dev.steward.kit.policy.score.KnownUser;
import dev.steward.kit.policy.score.Place;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserTrustEntry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link KnownUserRepository} does. */
public interface KnownUserRepositoryContract {

    UserRepository users();

    TrustHistoryRepository histories();

    KnownOriginRepository origins();

    UsualHoursRepository usualHours();

    KnownUserRepository knownUsers();

    @Test
    default void allThatIsKnownOfAUserIsOneThing() {
        User ada = user();
        User bob = user();
        assertThat(knownUsers().find(ada.id()).block()).isEqualTo(KnownUser.UNKNOWN);
        assertThat(knownUsers().find("no-uuid").block()).isEqualTo(KnownUser.UNKNOWN);

        network(ada, 1);
        origins()
                .rememberPlace(ada.id(), TrustIngredientsContract.BERLIN, NOON, NOON)
                .block();
        usualHours().store(ada.id(), TrustIngredientsContract.OFFICE).block();
        histories()
                .take(ada.username().value(), 10, TrustIngredientsContract.SETTINGS, NOON)
                .block();
        network(bob, 2);

        var known = new KnownUser(
                new History(90, NOON),
                TrustIngredientsContract.OFFICE.hours(),
                List.of(new KnownNetwork("192.0.1.0/24", NOON.plusSeconds(1))),
                List.of(new KnownPlace(TrustIngredientsContract.BERLIN, NOON, NOON)));
        assertThat(knownUsers().find(ada.id()).block()).isEqualTo(known);
        assertThat(knownUsers().next(List.of(ada.id())).block())
                .containsExactly(new UserTrustEntry(ada.id(), 1, known));
    }

    @Test
    default void entriesAreCountedEachByItself() {
        User ada = user();
        User bob = user();

        assertThat(sequences(ada, bob)).containsExactly(1L, 1L);
        assertThat(sequences(ada)).containsExactly(2L);
        assertThat(knownUsers()
                        .nextOfAccounts(List.of(ada.username().value(), "nobody-of-this-name"))
                        .block())
                .containsExactly(new UserTrustEntry(ada.id(), 3, KnownUser.UNKNOWN));
        assertThat(knownUsers().nextOfAccounts(List.of("nobody-of-this-name")).block())
                .isEmpty();
    }

    @Test
    default void moreIsNotRememberedThanIsTold() {
        User ada = user();
        int networks = KnownUserRepository.MOST_NETWORKS;
        int places = KnownUserRepository.MOST_PLACES;
        IntStream.rangeClosed(0, networks).forEach(i -> network(ada, i));
        IntStream.rangeClosed(0, places).forEach(i -> origins()
                .rememberPlace(ada.id(), new Place("p" + i, i, i), NOON.plusSeconds(i), NOON)
                .block());
        network(ada, 1);

        KnownUser known =
                knownUsers().next(List.of(ada.id())).block().getFirst().known();

        assertThat(known.networks()).hasSize(networks).doesNotContain(new KnownNetwork("192.0.0.0/24", NOON));
        assertThat(known.places())
                .hasSize(places)
                .extracting(place -> place.place().name())
                .doesNotContain("p0");
        assertThat(knownUsers().find(ada.id()).block()).isEqualTo(known);
    }

    @Test
    default void entryOfWhoIsDeletedEndsForEver() {
        User ada = user();
        network(ada, 1);
        usualHours().store(ada.id(), TrustIngredientsContract.OFFICE).block();
        sequences(ada);

        knownUsers().forget(ada.id()).block();
        assertThat(knownUsers().find(ada.id()).block()).isEqualTo(KnownUser.UNKNOWN);
        assertThat(knownUsers().end(ada.id()).block()).isEqualTo(2);

        assertThat(sequences(ada)).isEmpty();
        assertThat(page(ada)).isEmpty();
        assertThat(knownUsers().end(user().id()).blockOptional())
                .as("there never was one")
                .isEmpty();
    }

    @Test
    default void entriesAreReadPageByPage() {
        List<User> both = List.of(user(), user());
        network(both.getLast(), 1);
        sequences(both.getFirst(), both.getLast());

        assertThat(page(both.getFirst()))
                .containsExactly(new UserTrustEntry(both.getFirst().id(), 1, KnownUser.UNKNOWN));
        assertThat(page(both.getLast()))
                .singleElement()
                .extracting(UserTrustEntry::known)
                .isEqualTo(knownUsers().find(both.getLast().id()).block());
    }

    private List<UserTrustEntry> page(User user) {
        return Stream.iterate(knownUsers().lockAfter("", 1).block(), page -> !page.isEmpty(), page -> knownUsers()
                        .lockAfter(page.getFirst().userId(), 1)
                        .block())
                .flatMap(List::stream)
                .filter(entry -> entry.userId().equals(user.id()))
                .toList();
    }

    private List<Long> sequences(User... of) {
        return knownUsers().next(Stream.of(of).map(User::id).toList()).block().stream()
                .map(UserTrustEntry::sequence)
                .toList();
    }

    private void network(User user, int i) {
        origins()
                .rememberNetwork(
                        user.id(), "192.0." + i + ".0/24", NOON.plusSeconds(i), NOON.minus(Duration.ofDays(30)))
                .block();
    }

    private User user() {
        User user = UserRepositoryContract.unique(Set.of());
        users().insert(user, "hash").block();
        return user;
    }
}
