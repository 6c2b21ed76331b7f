package dev.steward.session.application;

import static dev.steward.session.application.World.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.events.UuidV7;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.domain.Withdrawal;
import dev.steward.session.port.FakeLeadership;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconcileLoopTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final World world = new World();
    private final FakeLeadership leadership = new FakeLeadership();
    private final List<ReconcileLoop> loops = new ArrayList<>();

    @AfterEach
    void stop() {
        loops.forEach(loop -> get(loop.stop()));
    }

    @Test
    void bringsUpWhatIsCreated() {
        loop(leadership).start();

        Session session = world.created();

        awaitStatus(session, SessionStatus.RUNNING);
    }

    @Test
    void bringsUpWhatWasCreatedWhileNobodyLed() {
        Session session = world.created();

        loop(leadership).start();

        awaitStatus(session, SessionStatus.RUNNING);
    }

    @Test
    void noticesACrashTheRuntimeTellsOf() {
        loop(leadership).start();
        Session session = world.created();
        awaitStatus(session, SessionStatus.RUNNING);

        world.runtime.crash(session.id());

        awaitStatus(session, SessionStatus.CRASHED);
    }

    @Test
    void noticesAHangAndItsEnd() {
        loop(leadership).start();
        Session session = world.created();
        awaitStatus(session, SessionStatus.RUNNING);

        world.runtime.hang(session.id());
        awaitStatus(session, SessionStatus.UNHEALTHY);
        world.runtime.resume(session.id());

        awaitStatus(session, SessionStatus.RUNNING);
    }

    @Test
    void removesWhatBelongsToNoSession() {
        String stray = UuidV7.next(Clock.systemUTC());
        Session session = world.running();
        world.runtime.leaveBehind(stray);

        loop(leadership).start();

        await().atMost(DEADLINE).until(() -> !get(world.runtime.found()).contains(stray));
        assertThat(get(world.runtime.found())).contains(session.id());
    }

    @Test
    void fillsTheWarmPoolAndLeavesItBe() {
        World pooled = new World(new WarmPool.Sizes(Map.of(World.USUAL, 1), Duration.ofHours(1), World.START_TIMEOUT));
        String stray = UuidV7.next(Clock.systemUTC());

        loop(pooled, leadership, Duration.ofMillis(50)).start();
        await().atMost(DEADLINE).until(() -> pooled.pool.ready(World.USUAL).orElse(0) == 1);
        pooled.runtime.leaveBehind(stray);
        await().atMost(DEADLINE).until(() -> !get(pooled.runtime.found()).contains(stray));

        assertThat(get(pooled.runtime.found()))
                .containsExactly(get(pooled.warm.all().next()).id());
    }

    @Test
    void onlyTheLeaderActsAndAnotherTakesOver() {
        FakeLeadership rival = leadership.rival();
        get(rival.acquire());
        loop(leadership).start();
        Session session = world.created();
        assertThat(world.stored(session).status()).isEqualTo(SessionStatus.PENDING);
        assertThat(world.runtime.launches()).isZero();

        get(rival.resign());

        awaitStatus(session, SessionStatus.RUNNING);
    }

    @Test
    void goesOnAfterAFailure() {
        Session session = world.created();
        world.runtime.failNextLook();

        loop(leadership).start();

        awaitStatus(session, SessionStatus.RUNNING);
    }

    @Test
    void crashThatCouldNotBeLookedAtIsNoticedOnTheNextPass() {
        loop(leadership, Duration.ofSeconds(1)).start();
        Session session = world.created();
        awaitStatus(session, SessionStatus.RUNNING);

        world.runtime.failNextLook();
        world.runtime.crash(session.id());

        await().atMost(Duration.ofSeconds(15)).until(() -> world.stored(session).status() == SessionStatus.CRASHED);
    }

    @Test
    void whatIsStoppedGoesWithItsProjectThoughNobodyToldOfIt() {
        loop(leadership).start();
        Session session = world.created();
        awaitStatus(session, SessionStatus.RUNNING);
        get(world.commands.stop(session.id(), "ada"));
        awaitStatus(session, SessionStatus.STOPPED);

        world.entitlements.withdraw("shop", Withdrawal.PROJECT_ARCHIVED);

        awaitStatus(session, SessionStatus.DELETED);
        await().atMost(DEADLINE).until(() -> get(world.runtime.found()).isEmpty());
    }

    private ReconcileLoop loop(FakeLeadership lead) {
        return loop(lead, Duration.ofMillis(50));
    }

    private ReconcileLoop loop(FakeLeadership lead, Duration passInterval) {
        return loop(world, lead, passInterval);
    }

    private ReconcileLoop loop(World world, FakeLeadership lead, Duration passInterval) {
        ReconcileLoop loop = new ReconcileLoop(
                world.reconciler,
                world.sessions,
                world.runtimes,
                world.usage,
                world.health,
                world.pool,
                lead,
                world.wakeUps,
                new ReconcileLoop.Intervals(passInterval, Duration.ofMillis(50), Duration.ofMillis(50)));
        loops.add(loop);
        return loop;
    }

    private void awaitStatus(Session session, SessionStatus status) {
        await().atMost(DEADLINE).until(() -> world.stored(session).status() == status);
    }
}
