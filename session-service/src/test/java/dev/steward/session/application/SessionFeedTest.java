package dev.steward.session.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.domain.Actor;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionStatus;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class SessionFeedTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final World world = new World();
    private final SessionFeed feed = new SessionFeed(world.sessions, world.wakeUps, Duration.ofMillis(20));
    private Session session;

    @BeforeEach
    void begin() {
        session = world.created();
    }

    @AfterEach
    void end() {
        World.get(feed.stop());
        assertThat(feed.size()).isZero();
    }

    @Test
    void tellsAtOnceWhatThisInstanceChanges() {
        StepVerifier.create(feed.follow(session.id()).map(Session::status).distinctUntilChanged())
                .expectNext(SessionStatus.PENDING)
                .then(() -> World.get(world.reconciler.reconcile(session.id())))
                .expectNext(SessionStatus.STARTING)
                .thenCancel()
                .verify(DEADLINE);
    }

    @Test
    void findsWhatAnotherInstanceChanged() {
        feed.start();
        StepVerifier.create(feed.follow(session.id()).map(Session::status))
                .expectNext(SessionStatus.PENDING)
                .then(() -> World.get(world.sessions.update(session.start(world.clock.instant()))))
                .expectNext(SessionStatus.STARTING)
                .thenCancel()
                .verify(DEADLINE);
    }

    @Test
    void endsWithTheSession() {
        StepVerifier.create(feed.follow(session.id()).map(Session::status).distinctUntilChanged())
                .expectNext(SessionStatus.PENDING)
                .then(() -> World.get(world.service.delete(session.id(), Actor.user("ada"))))
                .expectNext(SessionStatus.DELETED)
                .expectComplete()
                .verify(DEADLINE);
    }

    @Test
    void whoeverComesLaterSeesTheLatestToo() {
        StepVerifier.create(feed.follow(session.id())
                        .take(1)
                        .concatWith(feed.follow(session.id()).take(1)))
                .expectNext(session, session)
                .expectComplete()
                .verify(DEADLINE);
    }

    @Test
    void knowsTheLatestOfWhatNobodyWatches() {
        assertThat(World.get(feed.latest(session.id()))).isEqualTo(session);
        assertThat(World.get(feed.latest("none"))).isNull();
    }
}
