package dev.steward.session.application;

import static dev.steward.session.application.World.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.session.SessionExpiring;
import dev.steward.session.application.KeepAlives.Outcome;
import dev.steward.session.domain.KeepAlive;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionStatus;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class KeepAlivesTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final World world = new World();
    private final Session session = world.running();

    @Test
    void holdsASessionThatNobodyUsesUntilItEnds() {
        take("demo", HOUR);

        world.clock.advance(HOUR.minusSeconds(1));
        assertThat(world.settle(session).status()).isEqualTo(SessionStatus.RUNNING);
        world.clock.advance(Duration.ofSeconds(1));

        Session stopped = world.settle(session);
        assertThat(stopped.status()).isEqualTo(SessionStatus.STOPPED);
        assertThat(stopped.state().reason()).isEqualTo("idle-timeout");
    }

    @Test
    void theLastOfSeveralDecides() {
        take("demo", Duration.ofHours(2));
        take("ide", HOUR);

        world.clock.advance(HOUR.plusMinutes(30));
        assertThat(world.settle(session).status()).isEqualTo(SessionStatus.RUNNING);
        assertThat(get(world.keepAlives.giveBack(session.id(), "demo"))).isTrue();

        assertThat(world.settle(session).status()).as("idle for long").isEqualTo(SessionStatus.STOPPED);
    }

    @Test
    void isGivenBackOnceAndByItsOwnerOnly() {
        take("demo", HOUR);

        assertThat(get(world.keepAlives.giveBack(session.id(), "ide"))).isFalse();
        assertThat(get(world.keepAlives.giveBack(session.id(), "demo"))).isTrue();
        assertThat(get(world.keepAlives.giveBack(session.id(), "demo"))).isFalse();

        assertThat(world.stored(session).lease().heldUntil()).isNull();
        assertThat(get(world.keepAlives.giveBack("no-such-session", "demo"))).isFalse();
    }

    @Test
    void nothingHoldsItBeyondItsTtl() {
        for (int hours = 0; hours < 24; hours += 4) {
            take("demo", Duration.ofHours(4));
            world.clock.advance(Duration.ofHours(4));
        }

        assertThat(world.settle(session).state().reason()).isEqualTo("ttl");
    }

    @Test
    void itsEndIsWarnedOf() {
        take("demo", HOUR);
        world.clock.advance(Duration.ofMinutes(29));
        world.settle(session);
        assertThat(world.outbox.events(SessionExpiring.class)).isEmpty();

        world.clock.advance(Duration.ofMinutes(21));
        world.settle(session);

        assertThat(world.outbox.events(SessionExpiring.class)).hasSize(1);
    }

    @Test
    void refusesWhatIsTooLongTooManyOrTooLate() {
        assertThat(get(world.keepAlives.take(session.id(), "ada", "ide", "work", Duration.ofHours(5))))
                .isEqualTo(new Outcome.TooLong(Duration.ofHours(4)));
        IntStream.range(0, KeepAlive.MOST).forEach(n -> take("owner-" + n, HOUR));
        assertThat(get(world.keepAlives.take(session.id(), "ada", "one-more", "work", HOUR)))
                .isEqualTo(new Outcome.TooMany(KeepAlive.MOST));
        assertThat(get(world.keepAlives.take(session.id(), "ada", "owner-3", "again", HOUR)))
                .isInstanceOf(Outcome.Taken.class);
        get(world.commands.stop(session.id(), "ada"));
        world.settle(session);
        assertThat(get(world.keepAlives.take(session.id(), "ada", "ide", "work", HOUR)))
                .isEqualTo(new Outcome.NotAlive("stopped"));
    }

    @Test
    void aLifeThatBeginsAnewIsHeldByNobody() {
        take("demo", HOUR);
        world.clock.advance(Duration.ofMinutes(1));
        get(world.commands.stop(session.id(), "ada"));
        world.settle(session);
        get(world.commands.start(session.id(), "ada"));
        Session again = world.settle(session);

        assertThat(get(world.keepAlives.holding(again))).isEmpty();
        assertThat(again.lease().heldUntil()).isNull();
    }

    @Test
    void ofManyAtOnceNoneIsLost() {
        get(Flux.range(0, 8)
                .flatMap(n ->
                        world.keepAlives.take(session.id(), "ada", "owner-" + n, "work", Duration.ofMinutes(60L + n)))
                .then());

        assertThat(get(world.keepAlives.holding(world.stored(session)))).hasSize(8);
        assertThat(world.stored(session).lease().heldUntil())
                .isEqualTo(world.clock.instant().plus(Duration.ofMinutes(67)));
    }

    private void take(String owner, Duration duration) {
        assertThat(get(world.keepAlives.take(session.id(), "ada", owner, "a demo", duration)))
                .isInstanceOf(Outcome.Taken.class);
    }
}
