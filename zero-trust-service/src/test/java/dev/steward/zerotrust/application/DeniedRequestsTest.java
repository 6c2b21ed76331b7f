package dev.steward.zerotrust.application;

import static dev.steward.zerotrust.application.Identity.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.policy.score.History;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What denied requests leave. */
class DeniedRequestsTest {

    private final Identity identity = new Identity();
    private final User ada = identity.user("ada", Role.DEVELOPER);

    @Test
    void eachTakesFivePointsUntilNoneIsLeft() {
        denied(ada.id(), NOON);
        denied(ada.id(), NOON);
        assertThat(history()).isEqualTo(new History(90, NOON));

        for (int i = 0; i < 30; i++) {
            denied(ada.id(), NOON);
        }
        assertThat(history()).isEqualTo(new History(0, NOON));
    }

    @Test
    void oneThatIsToldLateHasHealedMeanwhile() {
        identity.pass(Duration.ofHours(3));
        denied(ada.id(), NOON);

        assertThat(history().at(identity.clock.instant(), identity.scoreSettings.user()))
                .isEqualTo(98);
    }

    @Test
    void oneOfALaterTimeHealsFromNow() {
        denied(ada.id(), NOON.plus(Duration.ofDays(365)));

        assertThat(history()).isEqualTo(new History(95, NOON));
    }

    @Test
    void whoIsNotThereLosesNothing() {
        denied("0198c0de-0000-7000-8000-00000000dead", NOON);
        denied("no-uuid", NOON);
        identity.administration.delete(ada.id()).block();
        denied(ada.id(), NOON);

        assertThat(identity.histories.notice(10).block()).isEmpty();
    }

    @Test
    void serviceAccountLosesPointsLikeAPerson() {
        String id = identity.serviceAccountService
                .create("Deployer", null, Set.of())
                .block()
                .account()
                .id();
        denied(id, NOON);

        assertThat(identity.histories.of("service-account-" + id)).isEqualTo(new History(95, NOON));
    }

    private void denied(String userId, Instant at) {
        identity.deniedRequests.cost(userId, at).block();
    }

    private History history() {
        return identity.histories.of("ada");
    }
}
