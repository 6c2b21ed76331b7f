package dev.steward.session.application;

import static dev.steward.session.application.World.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.session.SessionCrashed;
import dev.steward.events.session.SessionDeleted;
import dev.steward.events.session.SessionFailed;
import dev.steward.events.session.SessionRequested;
import dev.steward.events.session.SessionRestarting;
import dev.steward.events.session.SessionStarted;
import dev.steward.events.session.SessionStopped;
import dev.steward.events.session.SessionStopping;
import dev.steward.events.session.SessionUsageSampled;
import dev.steward.session.domain.Actor;
import dev.steward.session.domain.RestartRequest;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionStatus;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SessionReconcilerTest {

    private final World world = new World();

    @Test
    void startsWhatIsPendingAndSaysSoWhenItAnswers() {
        Session session = world.settle(world.created());

        assertThat(session.status()).isEqualTo(SessionStatus.RUNNING);
        assertThat(world.outbox.types()).containsExactly(SessionRequested.class, SessionStarted.class);
        assertThat(world.outbox.events(SessionStarted.class))
                .extracting(SessionStarted::address)
                .containsExactly(world.runtime.address(session).toString());
        assertThat(world.runtime.launches()).isEqualTo(1);
        assertThat(world.runtime.expects(session.id())).isTrue();
    }

    @Test
    void lookingAgainChangesNothing() {
        Session session = world.running();

        assertThat(world.settle(session)).isEqualTo(session);

        assertThat(world.runtime.launches()).isEqualTo(1);
        assertThat(world.outbox.all()).hasSize(2);
    }

    @Test
    void aCrashIsToldOnceWithACorrelationOfItsOwn() {
        Session session = world.running();
        world.clock.advance(Duration.ofSeconds(3));
        world.runtime.crash(session.id());

        Session crashed = world.settle(session);

        assertThat(crashed.status()).isEqualTo(SessionStatus.CRASHED);
        assertThat(world.outbox.events(SessionCrashed.class)).hasSize(1);
        assertThat(crashed.cause().correlationId()).isNotEqualTo(session.cause().correlationId());
    }

    @Test
    void theLastUsageComesBeforeTheCrash() {
        Session session = world.running();
        world.clock.advance(Duration.ofSeconds(3));
        world.runtime.crash(session.id());

        world.settle(session);

        assertThat(world.outbox.types()).endsWith(SessionUsageSampled.class, SessionCrashed.class);
        assertThat(world.outbox.all())
                .extracting(appended -> appended.row().sequence())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 4).boxed().toList());
    }

    @Test
    void waitsForTheHealerAndThenDecidesItself() {
        Session session = crashed(world.running());
        world.clock.advance(Duration.ofSeconds(9));
        assertThat(world.settle(session).status()).isEqualTo(SessionStatus.CRASHED);

        world.clock.advance(Duration.ofSeconds(1));

        assertThat(world.settle(session).status()).isEqualTo(SessionStatus.RUNNING);
        assertThat(world.outbox.events(SessionRestarting.class))
                .containsExactly(new SessionRestarting(session.id(), "shop", "no-decision", "session-service"));
    }

    @Test
    void withoutAHealerTheThirdCrashIsTheLast() {
        Session session = world.running();
        for (int crash = 1; crash <= 3; crash++) {
            session = crashed(session);
            world.clock.advance(Duration.ofSeconds(20));
            session = world.settle(session);
        }

        assertThat(session.status()).isEqualTo(SessionStatus.FAILED);
        assertThat(session.state().reason()).isEqualTo("crash-loop");
        assertThat(world.outbox.events(SessionFailed.class))
                .singleElement()
                .extracting(SessionFailed::lastLines)
                .isEqualTo(List.of("last words"));
        assertThat(world.runtime.launches()).isEqualTo(3);
    }

    @Test
    void whatStoppedWithItsHostIsStartedAgainAndIsNoCrash() {
        Session session = world.running();
        world.runtime.stopWithHost(session.id());

        Session again = world.settle(session);

        assertThat(again.status()).isEqualTo(SessionStatus.RUNNING);
        assertThat(again.attempts().count()).isEqualTo(2);
        assertThat(world.outbox.events(SessionCrashed.class)).isEmpty();
        assertThat(world.outbox.types())
                .containsSubsequence(
                        SessionStopping.class, SessionStopped.class, SessionRestarting.class, SessionStarted.class);
    }

    @Test
    void aStartThatStoppedWithItsHostIsTriedAgain() {
        Session session = get(world.changes.apply(world.created().start(world.clock.instant())));
        get(world.runtime.launch(session));
        world.runtime.stopWithHost(session.id());

        assertThat(world.settle(session).status()).isEqualTo(SessionStatus.RUNNING);
        assertThat(world.stored(session).attempts().count()).isEqualTo(2);
    }

    @Test
    void goesOnWithAStartThatAnotherInstanceBegan() {
        Session session = get(world.changes.apply(world.created().start(world.clock.instant())));
        get(world.runtime.launch(session));

        assertThat(world.settle(session).status()).isEqualTo(SessionStatus.RUNNING);
        assertThat(world.runtime.launches()).isEqualTo(1);
    }

    @Test
    void failsWhatDoesNotAnswerInTime() {
        world.runtime.mute();
        Session session = world.settle(world.created());
        assertThat(session.status()).isEqualTo(SessionStatus.STARTING);

        world.clock.advance(World.START_TIMEOUT.plusSeconds(1));

        assertThat(world.settle(session).state().reason()).isEqualTo("start-timeout");
    }

    @Test
    void failsWhatTheHostRefuses() {
        world.runtime.refuseLaunches("no space");

        Session session = world.settle(world.created());

        assertThat(session.status()).isEqualTo(SessionStatus.FAILED);
        assertThat(session.state().reason()).isEqualTo("start-failed");
        assertThat(session.state().detail()).isEqualTo("no space");
    }

    @Test
    void doesNotStartAgainWhatHasNoCommand() {
        world.runtime.loseCommands();

        Session session = world.settle(world.created());

        assertThat(session.status()).isEqualTo(SessionStatus.FAILED);
        assertThat(session.state().reason()).isEqualTo("command-missing");
        assertThat(session.state().detail()).isEqualTo("ended with exit status 127, command missing");
        assertThat(world.runtime.launches()).isEqualTo(1);
    }

    @Test
    void saysWhyWhenItRanOutOfMemory() {
        Session session = world.running();
        world.runtime.runOutOfMemory(session.id());

        Session crashed = world.settle(session);

        assertThat(crashed.status()).isEqualTo(SessionStatus.CRASHED);
        assertThat(crashed.state().reason()).isEqualTo("out-of-memory");
        assertThat(get(world.history.page(session.id(), 0, 1)).getFirst().reason())
                .isEqualTo("out-of-memory");
        assertThat(world.outbox.events(SessionCrashed.class))
                .extracting(SessionCrashed::reason)
                .containsExactly("out-of-memory");
    }

    @Test
    void failsWhatTookTooMuchOfTheDiskUntilAUserStartsIt() {
        Session session = world.running();
        world.runtime.fillDisk(session.id());

        Session failed = world.settle(session);

        assertThat(failed.status()).isEqualTo(SessionStatus.FAILED);
        assertThat(failed.state().reason()).isEqualTo("disk-quota");
        assertThat(failed.state().detail()).isEqualTo("It used 2 of 1.");
        assertThat(world.outbox.events(SessionFailed.class))
                .singleElement()
                .satisfies(told -> assertThat(told.lastLines()).containsExactly("last words"));
        assertThat(world.settle(failed).status()).isEqualTo(SessionStatus.FAILED);
    }

    @Test
    void startsWhenItsRuntimeIsBackInTime() {
        Session session = world.created();
        world.runtime.goAway();
        assertThat(world.settle(session).status()).isEqualTo(SessionStatus.STARTING);

        world.runtime.comeBack();

        assertThat(world.settle(session).status()).isEqualTo(SessionStatus.RUNNING);
    }

    @Test
    void doesNotWaitForEverForARuntimeThatIsAway() {
        Session starting = world.created();
        Session stopping = world.running();
        world.runtime.goAway();
        world.settle(starting);
        get(world.changes.apply(world.stored(stopping).stop("requested", world.clock.instant())));
        assertThat(world.settle(stopping).status()).isEqualTo(SessionStatus.STOPPING);

        world.clock.advance(World.START_TIMEOUT.plusSeconds(1));

        for (Session session : List.of(starting, stopping)) {
            Session failed = world.settle(session);
            assertThat(failed.status()).isEqualTo(SessionStatus.FAILED);
            assertThat(failed.state().reason()).isEqualTo("runtime-unavailable");
        }
    }

    @Test
    void aNewSessionMovesAwayFromAPortThatIsTaken() {
        Session session = world.created();
        world.runtime.occupy(session.placement().port());

        Session moved = world.settle(session);

        assertThat(moved.status()).isEqualTo(SessionStatus.RUNNING);
        assertThat(moved.placement().port()).isNotEqualTo(session.placement().port());
    }

    @Test
    void anAddressThatWasGivenOutNeverMoves() {
        Session session = crashed(world.running());
        world.runtime.occupy(session.placement().port());
        get(world.changes.apply(session.restart(RestartRequest.byService("test"), world.clock.instant())));
        assertThat(world.settle(session).status()).isEqualTo(SessionStatus.STARTING);

        world.clock.advance(World.START_TIMEOUT.plusSeconds(1));

        Session failed = world.settle(session);
        assertThat(failed.state().reason()).isEqualTo("port-taken");
        assertThat(failed.placement()).isEqualTo(session.placement());
    }

    @Test
    void removesWhatWasDeletedAndSaysSoLast() {
        Session session = world.running();
        world.clock.advance(Duration.ofSeconds(3));
        get(world.service.delete(session.id(), Actor.user("ada")));

        world.settle(session);

        assertThat(get(world.runtime.found())).isEmpty();
        assertThat(world.outbox.types()).endsWith(SessionUsageSampled.class, SessionDeleted.class);
        assertThat(world.outbox.events(SessionDeleted.class)).hasSize(1);
        List<Session> held =
                get(world.sessions.held(EnumSet.allOf(SessionStatus.class)).collectList());
        assertThat(held).isEmpty();
    }

    @Test
    void aSessionDeletedBeforeItsStartNeverStarts() {
        Session session = world.created();
        get(world.service.delete(session.id(), Actor.user("ada")));

        world.settle(session);

        assertThat(world.runtime.launches()).isZero();
        assertThat(world.outbox.types()).containsExactly(SessionRequested.class, SessionDeleted.class);
    }

    private Session crashed(Session running) {
        world.clock.advance(Duration.ofSeconds(1));
        world.runtime.crash(running.id());
        return world.settle(running);
    }
}
