package dev.steward.zerotrust.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.policy.TrustLevel;
import dev.steward.zerotrust.domain.TrustStanding;
import dev.steward.zerotrust.domain.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link TrustStandingRepository} does. */
public interface TrustStandingRepositoryContract {

    /** So far ahead that nothing is due for a service that runs on the same database. */
    Instant START = UserRepositoryContract.NOON.plus(Duration.ofDays(36_500));

    UserRepository users();

    TrustStandingRepository standings();

    @Test
    default void whoIsDueLongestIsNext() {
        String ada = user().id();
        String bob = user().id();
        standings().look(ada, START.plusSeconds(2)).block();
        standings().look(bob, START.plusSeconds(1)).block();

        assertThat(standings().lockNext(START).blockOptional()).isEmpty();
        assertThat(next()).isEqualTo(new TrustStanding(bob, null, 0, START.plusSeconds(1)));
        rest(next());
        assertThat(next().userId()).isEqualTo(ada);
        rest(next());
        assertThat(standings().lockNext(START.plusSeconds(60)).blockOptional()).isEmpty();
    }

    @Test
    default void lookIsAtTheEarliestTimeAsked() {
        String ada = user().id();
        standings().look(ada, START.plusSeconds(5)).block();
        standings().look(ada, START.plusSeconds(9)).block();
        assertThat(next().evaluateAt()).isEqualTo(START.plusSeconds(5));

        standings().look(ada, START).block();
        assertThat(next().evaluateAt()).isEqualTo(START);

        rest(next());
        standings().look(ada, START.plusSeconds(9)).block();
        assertThat(next().evaluateAt()).isEqualTo(START.plusSeconds(9));
        rest(next());
    }

    @Test
    default void accountsAreLookedAtWhenTheyHaveAStanding() {
        User ada = user();
        User bob = user();
        standings().look(ada.id(), START).block();
        rest(next());

        standings()
                .lookAtAccounts(
                        List.of(bob.username().value(), ada.username().value(), "(not a username)"),
                        START.plusSeconds(1))
                .block();

        assertThat(next()).isEqualTo(new TrustStanding(ada.id(), null, 0, START.plusSeconds(1)));
        rest(next());
        assertThat(standings().lockNext(START.plusSeconds(60)).blockOptional()).isEmpty();
    }

    @Test
    default void changeIsToldOnce() {
        standings().look(user().id(), START).block();
        TrustStanding before = next();
        TrustStanding after = before.judged(TrustLevel.HIGH, START.plusSeconds(1));

        assertThat(standings().update(before, after).block()).isTrue();
        assertThat(standings()
                        .update(before, before.judged(TrustLevel.LOW, START))
                        .block())
                .isFalse();
        assertThat(next()).isEqualTo(new TrustStanding(before.userId(), TrustLevel.HIGH, 1, START.plusSeconds(1)));
        rest(next());
    }

    private TrustStanding next() {
        return standings().lockNext(START.plusSeconds(60)).block();
    }

    private void rest(TrustStanding standing) {
        assertThat(standings().update(standing, standing.resting()).block()).isTrue();
    }

    private User user() {
        User user = UserRepositoryContract.unique(Set.of());
        users().insert(user, "hash").block();
        return user;
    }
}
