package dev.steward.session.application;

import static dev.steward.session.application.World.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.session.SessionCrashed;
import dev.steward.events.session.SessionRecovered;
import dev.steward.events.session.SessionRequested;
import dev.steward.events.session.SessionStarted;
import dev.steward.events.session.SessionStopping;
import dev.steward.events.session.SessionUnhealthy;
import dev.steward.session.domain.Actor;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionHealthTest {

    private final World world = new World();
    private Session session;

    @BeforeEach
    void run() {
        session = world.running();
    }

    @Test
    void aHangIsToldOnceAndSoIsItsEnd() {
        world.runtime.hang(session.id());
        check(World.PROBE_FAILURES + 2);
        assertThat(world.stored(session).status()).isEqualTo(SessionStatus.UNHEALTHY);
        world.runtime.resume(session.id());
        check(2);

        assertThat(world.stored(session).status()).isEqualTo(SessionStatus.RUNNING);
        assertThat(world.outbox.types())
                .containsExactly(
                        SessionRequested.class, SessionStarted.class, SessionUnhealthy.class, SessionRecovered.class);
    }

    @Test
    void oneAnswerInBetweenBeginsTheCountAnew() {
        world.runtime.hang(session.id());
        check(World.PROBE_FAILURES - 1);
        world.runtime.resume(session.id());
        check(1);
        world.runtime.hang(session.id());
        check(World.PROBE_FAILURES - 1);

        assertThat(world.stored(session).status()).isEqualTo(SessionStatus.RUNNING);
    }

    @Test
    void isUnhealthyWhenNobodyCanTellWhetherItLives() {
        world.runtime.goAway();

        check(World.PROBE_FAILURES);

        assertThat(world.stored(session).status()).isEqualTo(SessionStatus.UNHEALTHY);
        assertThat(world.stored(session).state().detail())
                .isEqualTo("Gave no answer to 3 probes in a row. The host does not answer.");
    }

    @Test
    void whatIsGoneIsNotUnhealthyButLookedAt() {
        List<String> woken = new ArrayList<>();
        world.wakeUps.onWake(woken::add);
        world.runtime.crash(session.id());
        check(World.PROBE_FAILURES);

        assertThat(world.stored(session).status()).isEqualTo(SessionStatus.RUNNING);
        assertThat(woken).containsExactly(session.id());
    }

    @Test
    void anUnhealthySessionCanCrash() {
        hang();
        world.runtime.crash(session.id());

        assertThat(world.settle(session).status()).isEqualTo(SessionStatus.CRASHED);
        assertThat(world.outbox.events(SessionCrashed.class)).hasSize(1);
    }

    @Test
    void anUnhealthySessionStopsWithItsHostAndStartsAgain() {
        hang();
        world.runtime.stopWithHost(session.id());
        world.runtime.resume(session.id());

        assertThat(world.settle(session).status()).isEqualTo(SessionStatus.RUNNING);
        assertThat(world.outbox.types()).containsSubsequence(SessionStopping.class, SessionStarted.class);
    }

    @Test
    void whatWasDecidedMeanwhileStands() {
        world.runtime.hang(session.id());
        check(World.PROBE_FAILURES - 1);
        Session seen = world.stored(session);
        get(world.service.delete(session.id(), Actor.user("ada")));

        get(world.health.check(List.of(seen)));

        assertThat(world.stored(session).status()).isEqualTo(SessionStatus.DELETED);
        assertThat(world.outbox.events(SessionUnhealthy.class)).isEmpty();
    }

    private void hang() {
        world.runtime.hang(session.id());
        check(World.PROBE_FAILURES);
        assertThat(world.stored(session).status()).isEqualTo(SessionStatus.UNHEALTHY);
    }

    private void check(int times) {
        for (int i = 0; i < times; i++) {
            get(world.health.check(List.of(world.stored(session))));
        }
    }
}
