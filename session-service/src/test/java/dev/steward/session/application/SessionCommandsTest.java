package dev.steward.session.application;

import static dev.steward.session.application.World.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.session.SessionExpiring;
import dev.steward.events.session.SessionExtended;
import dev.steward.events.session.SessionStarted;
import dev.steward.events.session.SessionStopped;
import dev.steward.events.session.SessionStopping;
import dev.steward.session.application.SessionCommands.Outcome;
import dev.steward.session.domain.Actor;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.domain.Transition;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class SessionCommandsTest {

    private final World world = new World();

    @Test
    void stopsAndStartsAgain() {
        Session session = world.running();

        get(world.commands.stop(session.id(), "bob"));
        Session stopped = world.settle(session);
        assertThat(stopped.status()).isEqualTo(SessionStatus.STOPPED);
        assertThat(stopped.state().reason()).isEqualTo("requested");
        get(world.commands.start(session.id(), "bob"));

        assertThat(world.settle(session).status()).isEqualTo(SessionStatus.RUNNING);
        assertThat(world.history.of(session.id()))
                .filteredOn(step -> step.actor().equals(Actor.user("bob")))
                .extracting(Transition::to)
                .containsExactly(SessionStatus.STOPPING, SessionStatus.STARTING);
    }

    @Test
    void restartsInAnotherAttempt() {
        Session session = world.running();

        get(world.commands.restart(session.id(), "bob"));

        Session again = world.settle(session);
        assertThat(again.status()).isEqualTo(SessionStatus.RUNNING);
        assertThat(again.attempts().count()).isEqualTo(2);
        assertThat(world.outbox.types())
                .containsSubsequence(SessionStopping.class, SessionStopped.class, SessionStarted.class);
    }

    @Test
    void manyAtOnceAreOne() {
        Session session = world.running();

        get(Flux.fromStream(IntStream.range(0, 8).boxed())
                .flatMap(_ -> Mono.defer(() -> world.commands.restart(session.id(), "bob"))
                        .subscribeOn(Schedulers.boundedElastic()))
                .then());

        assertThat(world.outbox.events(SessionStopping.class)).hasSize(1);
        assertThat(world.settle(session).attempts().count()).isEqualTo(2);
    }

    @Test
    void aFailedSessionStartsAgainOnlyWhenAsked() {
        world.runtime.refuseLaunches("no space");
        Session failed = world.settle(world.created());
        assertThat(get(world.commands.stop(failed.id(), "ada"))).isInstanceOf(Outcome.Refused.class);
        world.runtime.refuseLaunches("");
        assertThat(world.settle(failed).status()).isEqualTo(SessionStatus.FAILED);

        get(world.commands.start(failed.id(), "ada"));

        assertThat(world.settle(failed).status()).isEqualTo(SessionStatus.RUNNING);
    }

    @Test
    void aDeletedSessionIsNotThere() {
        Session session = world.running();
        get(world.service.delete(session.id(), Actor.user("ada")));

        assertThat(get(world.commands.start(session.id(), "ada"))).isNull();
        get(world.commands.use(session, "file-write"));

        assertThat(world.stored(session).status()).isEqualTo(SessionStatus.DELETED);
    }

    @Test
    void anIdleSessionIsWarnedOfTwiceAndThenStopped() {
        Session session = world.running();

        after(session, Duration.ofMinutes(20).minusSeconds(1));
        assertThat(world.outbox.events(SessionExpiring.class)).isEmpty();
        after(session, Duration.ofSeconds(1));
        after(session, Duration.ofMinutes(5));
        assertThat(world.outbox.events(SessionExpiring.class))
                .containsExactly(new SessionExpiring(
                        session.id(),
                        "shop",
                        "ada",
                        "idle-timeout",
                        session.lease().stopsAt()));
        after(session, Duration.ofMinutes(4));
        assertThat(world.outbox.events(SessionExpiring.class)).hasSize(2);
        assertThat(world.stored(session).status()).isEqualTo(SessionStatus.RUNNING);

        Session stopped = after(session, Duration.ofMinutes(1));

        assertThat(stopped.status()).isEqualTo(SessionStatus.STOPPED);
        assertThat(stopped.state().reason()).isEqualTo("idle-timeout");
        assertThat(world.outbox.events(SessionExpiring.class)).hasSize(2);
        assertThat(get(world.runtime.found())).as("its workspace is kept").contains(session.id());
    }

    @Test
    void whoeverComesLateWarnsOnce() {
        Session session = world.running();

        after(session, Duration.ofMinutes(29));

        assertThat(world.outbox.events(SessionExpiring.class)).hasSize(1);
    }

    @Test
    void useKeepsASessionAliveUntilItsTimeIsUp() {
        Session session = world.running();
        for (int quarter = 1; quarter < 4 * 24; quarter++) {
            after(session, Duration.ofMinutes(15));
            get(world.commands.use(world.stored(session), "file-write"));
        }
        assertThat(world.stored(session).status()).isEqualTo(SessionStatus.RUNNING);

        Session stopped = after(session, Duration.ofMinutes(15));

        assertThat(stopped.status()).isEqualTo(SessionStatus.STOPPED);
        assertThat(stopped.state().reason()).isEqualTo("ttl");
    }

    @Test
    void usesThatFollowEachOtherAreStoredOnce() {
        Session session = world.running();
        world.clock.advance(Duration.ofMinutes(1));

        get(world.commands.use(session, "file-write"));
        Session used = world.stored(session);
        world.clock.advance(Duration.ofSeconds(10));
        get(world.commands.use(used, "file-write"));
        get(world.commands.use(session, "file-write"));

        assertThat(world.stored(session)).isEqualTo(used);
        assertThat(used.revision().version()).isEqualTo(session.revision().version() + 1);
    }

    @Test
    void anExtendedSessionLivesOnButNotForEver() {
        Session session = world.running();
        for (int day = 0; day < 7; day++) {
            get(world.commands.extend(session.id(), "ada", Duration.ofDays(2)));
            for (int quarter = 0; quarter < 4 * 24; quarter++) {
                after(session, Duration.ofMinutes(15));
                get(world.commands.use(world.stored(session), "file-write"));
            }
        }

        Session stopped = world.settle(session);

        assertThat(stopped.status()).isEqualTo(SessionStatus.STOPPED);
        assertThat(stopped.state().reason()).isEqualTo("maximum-lifetime");
        assertThat(stopped.state().since())
                .isEqualTo(session.identity().createdAt().plus(Duration.ofDays(7)));
        assertThat(world.outbox.events(SessionExtended.class)).hasSize(6);
        assertThat(get(world.commands.extend(session.id(), "ada", Duration.ofDays(1))))
                .isEqualTo(new Outcome.Refused("stopped", "It is stopped; start it to let it live on."));
    }

    @Test
    void whatStoppedBecauseItsTimeWasUpLivesAgainWhenStarted() {
        Session session = world.running();
        after(session, Duration.ofDays(1));

        get(world.commands.start(session.id(), "ada"));

        Session again = world.settle(session);
        assertThat(again.status()).isEqualTo(SessionStatus.RUNNING);
        assertThat(again.lease().expiresAt()).isEqualTo(world.clock.instant().plus(Duration.ofDays(1)));
    }

    private Session after(Session session, Duration passed) {
        world.clock.advance(passed);
        return world.settle(session);
    }
}
