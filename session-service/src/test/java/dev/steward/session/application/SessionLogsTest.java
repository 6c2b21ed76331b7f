package dev.steward.session.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.application.LogEntry.Gap;
import dev.steward.session.application.LogEntry.Line;
import dev.steward.session.domain.Actor;
import dev.steward.session.domain.Session;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class SessionLogsTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final World world = new World();
    private final SessionFeed feed = new SessionFeed(world.sessions, world.wakeUps, Duration.ofMillis(20));
    private final SessionLogs logs = new SessionLogs(world.runtimes, feed);

    @AfterEach
    void nobodyWatchesAnyMore() {
        assertThat(feed.size()).isZero();
    }

    @Test
    void tailEndsWithTheLatestLine() {
        Session session = world.running();
        List.of("one", "two", "three").forEach(line -> world.runtime.print(session.id(), line));

        assertThat(World.get(logs.tail(session, 2).map(Line::text).collectList()))
                .containsExactly("two", "three");
    }

    @Test
    void followsFromOneAttemptToTheNextAndEndsWithTheSession() {
        Session session = world.running();
        world.runtime.print(session.id(), "first life");

        StepVerifier.create(logs.follow(session, 100))
                .expectNext(new Line(1, "first life"))
                .then(() -> {
                    world.runtime.print(session.id(), "the end");
                    world.runtime.crash(session.id());
                    world.settle(session);
                    World.get(world.commands.start(session.id(), "ada"));
                    world.settle(session);
                    world.runtime.print(session.id(), "second life");
                })
                .expectNext(new Line(1, "the end"), new Line(2, "second life"))
                .then(() -> World.get(world.service.delete(session.id(), Actor.user("ada"))))
                .expectComplete()
                .verify(DEADLINE);
    }

    @Test
    void waitsForWhatIsNotLaunchedYet() {
        Session session = world.created();

        StepVerifier.create(logs.follow(session, 100))
                .then(() -> {
                    world.settle(session);
                    world.runtime.print(session.id(), "hello");
                })
                .expectNext(new Line(1, "hello"))
                .thenCancel()
                .verify(DEADLINE);
    }

    @Test
    void tellsOnceThatSomethingIsMissingAndGoesOn() {
        Session session = world.running();
        world.runtime.print(session.id(), "before");
        Disposable.Swap printing = Disposables.swap();

        StepVerifier.create(logs.follow(session, 100))
                .expectNext(new Line(1, "before"))
                .then(world.runtime::loseLogs)
                .expectNext(new Gap(1))
                .expectNoEvent(Duration.ofMillis(600))
                .then(() -> {
                    world.runtime.findLogs();
                    printing.update(Flux.interval(Duration.ofMillis(50))
                            .subscribe(_ -> world.runtime.print(session.id(), "after")));
                })
                .expectNext(new Line(1, "after"))
                .thenCancel()
                .verify(DEADLINE);
        printing.dispose();
    }

    @Test
    void cutsALineWithoutEnd() {
        Session session = world.running();
        world.runtime.print(session.id(), "x".repeat(100_000));

        assertThat(World.get(logs.tail(session, 1).single()).text()).hasSize(8_192);
    }
}
