package dev.steward.session.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.UuidV7;
import dev.steward.session.domain.Actor;
import dev.steward.session.domain.Given;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.domain.Transition;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What every store of histories promises. */
public abstract class SessionHistoryContract {

    private static final Transition CREATED = new Transition(
            1,
            null,
            SessionStatus.PENDING,
            Given.NOW,
            "requested",
            null,
            Actor.user("ada"),
            UuidV7.next(Clock.systemUTC()),
            Given.CORRELATION);
    private static final Transition STARTING = new Transition(
            2,
            SessionStatus.PENDING,
            SessionStatus.STARTING,
            Given.NOW,
            "requested",
            null,
            Actor.SESSION_SERVICE,
            null,
            Given.CORRELATION);
    private static final Transition FAILED = new Transition(
            4,
            SessionStatus.STARTING,
            SessionStatus.FAILED,
            Given.NOW.plusSeconds(1),
            "crash-loop",
            "too often",
            Actor.HEALER,
            UuidV7.next(Clock.systemUTC()),
            Given.CORRELATION);

    private String session;

    protected abstract SessionHistory history();

    /** The id of a session that exists and has no history. */
    protected abstract String newSession();

    @BeforeEach
    void begin() {
        session = newSession();
    }

    @Test
    void knowsNothingOfWhatNeverChanged() {
        assertThat(get(history().page(session, 0, 10))).isEmpty();
        assertThat(get(history().count(session))).isZero();
    }

    @Test
    void givesBackWhatWasAddedNewestFirstAndPageByPage() {
        List.of(CREATED, STARTING, FAILED).forEach(transition -> get(history().add(session, transition)));
        get(history().add(newSession(), CREATED));

        assertThat(get(history().page(session, 0, 10))).containsExactly(FAILED, STARTING, CREATED);
        assertThat(get(history().page(session, 1, 1))).containsExactly(STARTING);
        assertThat(get(history().count(session))).isEqualTo(3);
    }

    @Test
    void givesBackWhatCameAfterANumberOldestFirst() {
        List.of(CREATED, STARTING, FAILED).forEach(transition -> get(history().add(session, transition)));
        get(history().add(newSession(), FAILED));

        assertThat(get(history().after(session, 0, 10))).containsExactly(CREATED, STARTING, FAILED);
        assertThat(get(history().after(session, 2, 10))).containsExactly(FAILED);
        assertThat(get(history().after(session, 0, 2))).containsExactly(CREATED, STARTING);
        assertThat(get(history().after(session, 4, 10))).isEmpty();
    }

    private static <T> T get(Mono<T> mono) {
        return mono.block(Duration.ofSeconds(10));
    }
}
