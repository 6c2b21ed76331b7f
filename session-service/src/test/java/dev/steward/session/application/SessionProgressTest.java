package dev.steward.session.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.domain.Transition;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class SessionProgressTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final World world = new World();
    private final SessionFeed feed = new SessionFeed(world.sessions, world.wakeUps, Duration.ofMillis(20));
    private final SessionProgress progress = new SessionProgress(world.history, feed);

    @Test
    void tellsWhatWasThenWhatComes() {
        Session session = world.created();

        StepVerifier.create(progress.after(session.id(), 0).map(Transition::to))
                .expectNext(SessionStatus.PENDING)
                .then(() -> world.settle(session))
                .expectNext(SessionStatus.STARTING, SessionStatus.RUNNING)
                .thenCancel()
                .verify(DEADLINE);
        assertThat(feed.size()).isZero();
    }

    @Test
    void goesOnAfterAnyStepWithoutAGapOrADuplicate() {
        Session session = world.running();
        long first = World.get(progress.after(session.id(), 0).next()).number();

        StepVerifier.create(progress.after(session.id(), first).map(Transition::to))
                .expectNext(SessionStatus.STARTING, SessionStatus.RUNNING)
                .then(() -> World.get(world.commands.stop(session.id(), "ada")))
                .expectNext(SessionStatus.STOPPING)
                .thenCancel()
                .verify(DEADLINE);
    }

    @Test
    void readsALongHistoryPageByPage() {
        Session session = world.running();
        for (int i = 0; i < 60; i++) {
            World.get(world.commands.stop(session.id(), "ada"));
            world.settle(session);
            World.get(world.commands.start(session.id(), "ada"));
            world.settle(session);
        }
        int all = world.history.of(session.id()).size();

        assertThat(all).isGreaterThan(200);
        assertThat(World.get(progress.after(session.id(), 0)
                        .map(Transition::number)
                        .take(all)
                        .collectList()))
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSize(all);
    }

    @Test
    void isNotSettledWhileSomethingFollowsByItself() {
        Session session = world.running();
        assertThat(settled(session)).isTrue();

        World.get(world.commands.restart(session.id(), "ada"));
        assertThat(settled(session)).isFalse();

        world.settle(session);
        assertThat(settled(session)).isTrue();
        assertThat(world.history.of(session.id()).stream().filter(step -> step.to() == SessionStatus.STOPPED))
                .isNotEmpty()
                .noneMatch(SessionProgress::settles);
    }

    private boolean settled(Session session) {
        return SessionProgress.settles(World.get(progress.last(session.id())));
    }
}
