package dev.steward.session.application;

import static dev.steward.session.application.World.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.session.SessionRequested;
import dev.steward.events.session.SessionStarted;
import dev.steward.session.domain.Given;
import dev.steward.session.domain.Placement;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.domain.WarmSession;
import dev.steward.session.domain.WarmSession.Kind;
import dev.steward.session.port.FakeRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class WarmPoolTest {

    private static final Duration AGE = Duration.ofHours(1);

    private final World world = new World(sizes(2));

    private static WarmPool.Sizes sizes(int size) {
        return new WarmPool.Sizes(Map.of(World.USUAL, size), AGE, World.START_TIMEOUT);
    }

    private final FakeRuntime docker = new FakeRuntime(world.clock) {
        @Override
        public String name() {
            return "docker";
        }

        /** A host has each port once, and two fakes begin with the same. */
        @Override
        public Mono<Integer> freePort() {
            return super.freePort().map(port -> port + 5_000);
        }
    };

    private WarmPool besideDocker() {
        Map<Kind, Integer> sizes = Map.of(World.USUAL, 1, new Kind("docker", SessionSpec.USUAL), 1);
        WarmPool pool = new WarmPool(
                world.warm,
                world.sessions,
                new Runtimes(List.of(world.runtime, docker)),
                new WarmPool.Sizes(sizes, AGE, World.START_TIMEOUT),
                world.clock);
        pool.lead();
        return pool;
    }

    @BeforeEach
    void lead() {
        world.pool.lead();
    }

    @Test
    void startsOneAfterTheOtherUpToItsSize() {
        get(world.pool.tend());
        assertThat(entries()).singleElement().satisfies(entry -> assertThat(entry.readyAt())
                .isNull());

        fill();

        assertThat(entries()).hasSize(2).allSatisfy(entry -> assertThat(entry.readyAt())
                .isNotNull());
        assertThat(world.runtime.launches()).isEqualTo(2);
        assertThat(world.pool.ready(World.USUAL)).hasValue(2);
    }

    @Test
    void whoCreatesASessionGetsOneThatRunsAlready() {
        fill();
        WarmSession oldest = entries().getFirst();
        world.clock.advance(Duration.ofMinutes(10));

        Session session = world.created();

        assertThat(session.id()).isEqualTo(oldest.id());
        assertThat(session.placement()).isEqualTo(oldest.placement());
        assertThat(session.identity().createdAt()).isEqualTo(world.clock.instant());
        assertThat(session.status()).isEqualTo(SessionStatus.PENDING);
        Session settled = world.settle(session);
        assertThat(settled.status()).isEqualTo(SessionStatus.RUNNING);
        assertThat(settled.attempts().count()).isEqualTo(1);
        assertThat(world.runtime.launches()).as("nothing was started for it").isEqualTo(2);
        assertThat(entries()).hasSize(1);
    }

    /** Nobody has had it, so nobody's crash it is; and nobody pays for it. */
    @Test
    void oneThatDiedBeforeItWasGivenOutIsStartedAfresh() {
        fill();
        world.runtime.crash(entries().getFirst().id());
        world.clock.advance(Duration.ofSeconds(1));

        Session session = world.settle(world.created());

        assertThat(session.status()).isEqualTo(SessionStatus.RUNNING);
        assertThat(session.attempts().count()).isEqualTo(2);
        assertThat(session.attempts().crashes()).isZero();
        assertThat(world.outbox.types()).containsExactly(SessionRequested.class, SessionStarted.class);
    }

    @Test
    void oneThatDiesAfterItWasGivenOutCrashes() {
        fill();
        Session session = world.created();
        world.clock.advance(Duration.ofSeconds(1));
        world.runtime.crash(session.id());

        assertThat(world.settle(session).status()).isEqualTo(SessionStatus.CRASHED);
    }

    @Test
    void whatIsTakenIsReplaced() {
        fill();
        Session session = world.created();

        fill();

        assertThat(entries()).hasSize(2).noneMatch(entry -> entry.id().equals(session.id()));
    }

    @Test
    void anEmptyPoolMakesNobodyWait() {
        Session session = world.running();

        assertThat(session.status()).isEqualTo(SessionStatus.RUNNING);
    }

    @Test
    void oneWhoseProcessDiedOrHangsIsReplaced() {
        fill();
        String dead = entries().getFirst().id();
        String mute = entries().getLast().id();
        world.runtime.crash(dead);
        world.runtime.hang(mute);

        fill();

        assertThat(entries()).hasSize(2).noneMatch(entry -> List.of(dead, mute).contains(entry.id()));
        assertThat(get(world.runtime.found())).doesNotContain(dead, mute);
    }

    @Test
    void oneThatNeverAnswersIsGivenUp() {
        world.runtime.mute();
        get(world.pool.tend());
        String first = entries().getFirst().id();
        get(world.pool.tend());
        assertThat(entries()).extracting(WarmSession::id).containsExactly(first);

        world.clock.advance(World.START_TIMEOUT.plusSeconds(1));
        get(world.pool.tend());

        assertThat(entries()).extracting(WarmSession::id).doesNotContain(first);
        assertThat(get(world.runtime.found())).doesNotContain(first);
    }

    @Test
    void anOldOneIsReplaced() {
        fill();
        List<WarmSession> before = entries();
        world.clock.advance(AGE.plusSeconds(1));

        fill();

        assertThat(entries()).hasSize(2).doesNotContainAnyElementsOf(before);
    }

    @Test
    void whatWasStartedUnderAnotherLeadIsReplaced() {
        fill();
        List<WarmSession> before = entries();
        world.clock.advance(Duration.ofSeconds(1));

        world.pool.lead();
        fill();

        assertThat(entries()).hasSize(2).doesNotContainAnyElementsOf(before);
        assertThat(get(world.runtime.found())).hasSize(2);
    }

    @Test
    void ofASmallerPoolTheSurplusGoes() {
        fill();
        WarmPool smaller = world.poolOf(sizes(1));
        smaller.lead();
        get(smaller.tend());
        assertThat(entries()).hasSize(1);

        WarmPool none = world.poolOf(WarmPool.Sizes.NONE);
        none.lead();
        get(none.tend());

        assertThat(entries()).isEmpty();
        assertThat(get(world.runtime.found())).isEmpty();
        assertThat(none.ready(World.USUAL)).isEqualTo(OptionalInt.empty());
    }

    @Test
    void eachRuntimeHasAPoolOfItsOwn() {
        WarmPool both = besideDocker();
        for (int look = 0; look < 3; look++) {
            get(both.tend());
        }

        assertThat(world.runtime.launches()).isEqualTo(1);
        assertThat(docker.launches()).isEqualTo(1);
        assertThat(both.ready(World.USUAL)).hasValue(1);
        assertThat(get(both.take(docker, SessionSpec.USUAL)).runtime()).isEqualTo("docker");
        assertThat(get(both.take(docker, SessionSpec.USUAL))).isNull();
        assertThat(get(both.take(world.runtime, SessionSpec.USUAL)).runtime()).isEqualTo("process");
    }

    @Test
    void aRuntimeThatIsAwayIsLeftAloneAndKeepsNoOtherFromItsPool() {
        WarmPool both = besideDocker();
        get(both.tend());
        docker.goAway();
        for (int look = 0; look < 3; look++) {
            get(both.tend());
        }
        assertThat(entries()).extracting(WarmSession::runtime).containsExactlyInAnyOrder("process", "docker");
        assertThat(both.ready(World.USUAL)).hasValue(1);

        docker.comeBack();
        get(both.tend());

        assertThat(docker.launches()).isEqualTo(1);
        assertThat(entries()).allMatch(entry -> entry.readyAt() != null);
    }

    @Test
    void aRefusedLaunchLeavesNothing() {
        world.runtime.refuseLaunches("IOException on its host");

        get(world.pool.tend());

        assertThat(entries()).isEmpty();
        assertThat(get(world.runtime.found())).isEmpty();
    }

    @Test
    void oneThatCannotBeLookedAtDoesNotKeepTheOthersFromBeingSo() {
        fill();
        String dead = entries().getLast().id();
        world.runtime.crash(dead);
        world.runtime.failNextLook();

        get(world.pool.tend());

        assertThat(entries()).noneMatch(entry -> entry.id().equals(dead));
    }

    @Test
    void aWarmSessionWhosePlaceIsHeldIsNotGivenOut() {
        fill();
        WarmSession oldest = entries().getFirst();
        Placement place = oldest.placement();
        get(world.sessions.insert(Given.pending(90_000, place.port())));

        Session session = world.created();

        assertThat(session.placement().port()).isNotEqualTo(place.port());
        assertThat(entries()).doesNotContain(oldest);
    }

    private void fill() {
        for (int look = 0; look < 6; look++) {
            get(world.pool.tend());
        }
    }

    private List<WarmSession> entries() {
        return get(world.warm.all().collectList());
    }
}
