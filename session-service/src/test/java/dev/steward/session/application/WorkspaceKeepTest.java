package dev.steward.session.application;

import static dev.steward.session.application.World.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.domain.Upkeep;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkspaceKeepTest {

    private static final Duration KEPT = Duration.ofDays(7);

    private final World world = new World();
    private Session session;

    @BeforeEach
    void stop() {
        session = world.running();
        get(world.commands.stop(session.id(), "ada"));
        session = world.settle(session);
        assertThat(session.status()).isEqualTo(SessionStatus.STOPPED);
    }

    @Test
    void isRemovedSevenDaysAfterItsSessionStoppedAndOnce() {
        assertThat(new Upkeep(session).workspaceKeptUntil())
                .isEqualTo(session.state().since().plus(KEPT));
        world.clock.advance(KEPT.minusSeconds(1));
        world.settle(session);
        assertThat(world.workspaces.removed()).isEmpty();

        world.clock.advance(Duration.ofSeconds(1));
        world.settle(session);
        world.clock.advance(KEPT);
        Session after = world.settle(session);

        assertThat(world.workspaces.removed()).containsExactly(session.id());
        assertThat(after.status()).isEqualTo(SessionStatus.STOPPED);
        assertThat(new Upkeep(after).workspaceKeptUntil()).isNull();
        assertThat(new Upkeep(after).dueAt()).isNull();
    }

    @Test
    void itsSessionIsLeftAloneUntilThen() {
        assertThat(get(world.reconciler.isAtRest(session))).isTrue();
        world.clock.advance(KEPT);

        assertThat(get(world.reconciler.isAtRest(session))).isFalse();

        assertThat(get(world.reconciler.isAtRest(world.settle(session)))).isTrue();
    }

    @Test
    void aStartAfterwardsSaysThatItBeginsWithAnEmptyOne() {
        world.clock.advance(KEPT);
        world.settle(session);

        get(world.commands.start(session.id(), "ada"));
        Session again = world.settle(session);

        assertThat(again.status()).isEqualTo(SessionStatus.RUNNING);
        assertThat(again.lease().keep().overAt()).isNull();
        assertThat(get(world.history.page(session.id(), 0, 10)))
                .filteredOn(step -> step.to() == SessionStatus.STARTING)
                .first()
                .satisfies(step ->
                        assertThat(step.detail()).contains("was removed").contains("empty"));
    }

    @Test
    void aStartJustBeforeKeepsIt() {
        world.clock.advance(KEPT);
        get(world.commands.start(session.id(), "ada"));

        assertThat(world.settle(session).status()).isEqualTo(SessionStatus.RUNNING);

        assertThat(world.workspaces.removed()).isEmpty();
    }

    /** Killed, or at least unable, between the decision and the end of the removal. */
    @Test
    void nothingStartsOverOneThatIsHalfRemoved() {
        world.workspaces.stick(true);
        world.clock.advance(KEPT);
        get(world.reconciler.reconcile(session.id()));
        assertThat(world.stored(session).lease().keep().isLeaving()).isTrue();
        get(world.commands.start(session.id(), "ada"));

        assertThat(world.reconciler
                        .reconcile(session.id())
                        .materialize()
                        .block()
                        .isOnError())
                .isTrue();
        assertThat(world.runtime.launches()).isEqualTo(1);
        world.workspaces.stick(false);

        assertThat(world.settle(session).status()).isEqualTo(SessionStatus.RUNNING);
        assertThat(world.workspaces.removed()).containsExactly(session.id());
        assertThat(world.runtime.launches()).isEqualTo(2);
    }

    @Test
    void whoeverWritesToItKeepsItForAsLongAgain() {
        world.clock.advance(KEPT.minusDays(1));
        assertThat(get(world.commands.beginWrite(world.stored(session)))).isTrue();
        world.clock.advance(Duration.ofDays(2));
        world.settle(session);
        assertThat(world.workspaces.removed()).isEmpty();

        world.clock.advance(KEPT.minusDays(2));
        world.settle(session);

        assertThat(world.workspaces.removed()).containsExactly(session.id());
    }

    @Test
    void nobodyWritesToOneThatIsBeingRemoved() {
        world.workspaces.stick(true);
        world.clock.advance(KEPT);
        get(world.reconciler.reconcile(session.id()));

        assertThat(get(world.commands.beginWrite(session))).isFalse();
        world.workspaces.stick(false);
        world.settle(session);
        assertThat(get(world.commands.beginWrite(session))).as("a new one").isTrue();
        world.clock.advance(KEPT);
        world.settle(session);
        assertThat(world.workspaces.removed()).hasSize(2);
    }

    @Test
    void thatOfAFailedSessionGoesToo() {
        world.runtime.refuseLaunches("no space");
        Session failed = world.settle(world.created());
        assertThat(failed.status()).isEqualTo(SessionStatus.FAILED);

        world.clock.advance(KEPT);
        world.settle(failed);

        assertThat(world.workspaces.removed()).contains(failed.id());
    }
}
