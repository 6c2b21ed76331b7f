package dev.steward.session.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.domain.Given;
import dev.steward.session.domain.Placement;
import dev.steward.session.domain.Resources;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionIdentity;
import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.SessionState;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.domain.Setup;
import dev.steward.session.domain.Taken;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

/** What every sum of what sessions take promises. */
public abstract class AllotmentsContract {

    private static final AtomicInteger PLACES = new AtomicInteger(40_000);

    private final String project = "p" + PLACES.incrementAndGet();
    private final String user = "u" + PLACES.incrementAndGet();

    protected abstract Allotments allotments();

    protected abstract SessionRepository sessions();

    @Test
    void nobodyTakesNothing() {
        assertThat(get(allotments().ofUser(user))).isEqualTo(Taken.NOTHING);
        assertThat(get(allotments().ofProject(project))).isEqualTo(Taken.NOTHING);
        get(allotments().reserve(project, user));
    }

    @ParameterizedTest
    @EnumSource
    void countsAsTheDomainDoes(SessionStatus status) {
        Session plain = stored(status, null);
        Session again = stored(status, Session.HOST_STOPPED);

        Taken expected = Taken.by(plain).plus(Taken.by(again));
        assertThat(get(allotments().ofUser(user))).isEqualTo(expected);
        assertThat(get(allotments().ofProject(project))).isEqualTo(expected);
    }

    @Test
    void addsUpAndLooksAtNobodyElse() {
        stored(SessionStatus.RUNNING, null);
        stored(SessionStatus.PENDING, null);
        stored(SessionStatus.FAILED, null);
        stored(SessionStatus.DELETED, null);
        String own = user;

        assertThat(get(allotments().ofUser(own))).isEqualTo(new Taken(2, 1_000, 2L << 30, 9L << 40));
        assertThat(get(allotments().ofUser("x" + own))).isEqualTo(Taken.NOTHING);
        assertThat(get(allotments().ofProject("x" + project))).isEqualTo(Taken.NOTHING);
    }

    private Session stored(SessionStatus status, String reason) {
        Session session = Given.pending();
        SessionSpec spec = new SessionSpec(
                "static", null, new Resources(500, 1L << 30, 3L << 40), Map.of(), List.of(), null, Setup.NONE);
        int place = PLACES.incrementAndGet();
        Session placed = new Session(
                new SessionIdentity(session.id(), project, user, "process", spec, null, Given.NOW),
                new Placement(place, place),
                new SessionState(status, Given.NOW, reason, null),
                session.attempts(),
                session.cause(),
                session.lease(),
                session.revision());
        assertThat(get(sessions().insert(placed))).isTrue();
        return placed;
    }

    private static <T> T get(Mono<T> mono) {
        return mono.block(Duration.ofSeconds(10));
    }
}
