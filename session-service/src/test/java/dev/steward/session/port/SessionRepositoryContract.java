package dev.steward.session.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.UuidV7;
import dev.steward.session.domain.Given;
import dev.steward.session.domain.Placement;
import dev.steward.session.domain.RestartRequest;
import dev.steward.session.domain.Revision;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionChange;
import dev.steward.session.domain.SessionFilter;
import dev.steward.session.domain.SessionIdentity;
import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.SessionState;
import dev.steward.session.domain.SessionStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/** What every store of sessions promises. */
public abstract class SessionRepositoryContract {

    private static final AtomicInteger PLACES = new AtomicInteger();

    protected abstract SessionRepository sessions();

    @Test
    void givesBackWhatWasStored() {
        Session session = stored(Given.beingHealed());

        assertThat(get(sessions().find(session.id()))).isEqualTo(session);
        assertThat(get(sessions().find(UuidV7.next(Clock.systemUTC())))).isNull();
        assertThat(get(sessions().find("no-uuid"))).isNull();
    }

    @Test
    void findsASessionByItsIdOnlyAsItIsWritten() {
        Session session = stored(Given.beingHealed());

        assertThat(get(sessions().find(session.id().toUpperCase(Locale.ROOT)))).isNull();
    }

    @Test
    void aChangeCountsVersionAndEvents() {
        Session session = stored(Given.beingHealed());

        Session ready = get(sessions().update(session.ready(Given.ADDRESS, Given.NOW.plusSeconds(70))));

        assertThat(ready.revision()).isEqualTo(new Revision(2, 3));
        assertThat(ready.status()).isEqualTo(SessionStatus.RUNNING);
        assertThat(get(sessions().find(session.id()))).isEqualTo(ready);
    }

    @Test
    void theSecondOfTwoChangesOfOneVersionIsRefused() {
        Session session = stored(Given.crashed());
        SessionChange first = session.restart(RestartRequest.byService("no-decision"), Given.NOW);
        SessionChange second = session.fail("crash-loop", "too often", List.of(), Given.NOW);

        assertThat(get(sessions().update(first))).isNotNull();

        assertThat(get(sessions().update(second))).isNull();
        assertThat(get(sessions().find(session.id())).status()).isEqualTo(SessionStatus.STARTING);
    }

    @Test
    void tellsWhichAreStoppedToBeStartedAgain() {
        Session again = stored(stopped(Session.HOST_STOPPED));
        Session stays = stored(stopped("requested"));

        assertThat(get(sessions()
                        .stoppedFor(Session.STARTED_AGAIN)
                        .map(Session::id)
                        .collectList()))
                .contains(again.id())
                .doesNotContain(stays.id());
        assertThat(get(sessions().heldIds().collectList())).contains(again.id(), stays.id());
    }

    private static Session stopped(String reason) {
        return Given.running()
                .stop(reason, Given.NOW)
                .after()
                .stopped(Given.NOW)
                .after();
    }

    static Stream<Arguments> forbidden() {
        return Stream.of(SessionStatus.values()).flatMap(from -> Stream.of(SessionStatus.values())
                .filter(to -> !from.mayBecome(to))
                .map(to -> Arguments.of(from, to)));
    }

    /** The caller believes in a state from which it would be allowed, and even knows the version. */
    @ParameterizedTest
    @MethodSource("forbidden")
    void noChangeIsStoredThatTheTableForbids(SessionStatus from, SessionStatus to) {
        Session session = stored(Given.in(from));
        SessionStatus believed = SessionStatus.of(to.sources().getFirst()).orElseThrow();
        SessionChange change = new SessionChange(in(session, believed), in(session, to), List.of());

        assertThat(get(sessions().update(change))).isNull();

        assertThat(get(sessions().find(session.id()))).isEqualTo(session);
    }

    @Test
    void slotAndPortAreHeldUntilNothingIsLeft() {
        Session session = stored(Given.running());
        Session sameSlot = at(Given.pending(), new Placement(session.placement().slot(), 39_999));
        Session samePort =
                at(Given.pending(), new Placement(99_999, session.placement().port()));

        assertThat(get(sessions().insert(sameSlot))).isFalse();
        assertThat(get(sessions().insert(samePort))).isFalse();
        get(sessions().update(session.delete(Given.NOW, "request")));
        assertThat(get(sessions().insert(samePort))).isFalse();

        assertThat(get(sessions().release(session.id()))).isEqualTo(2);

        assertThat(get(sessions().insert(samePort))).isTrue();
        assertThat(get(sessions().insert(sameSlot))).isTrue();
    }

    @Test
    void isReleasedOnceAndOnlyWhenDeleted() {
        Session session = stored(Given.running());

        assertThat(get(sessions().release(session.id()))).isNull();
        get(sessions().update(session.delete(Given.NOW, "request")));
        assertThat(get(sessions().release(session.id()))).isEqualTo(2);
        assertThat(get(sessions().release(session.id()))).isNull();
        assertThat(get(sessions().nextSequences(Set.of(session.id())))).isEmpty();
        assertThat(held(EnumSet.allOf(SessionStatus.class))).doesNotContain(session.id());
    }

    @Test
    void anEventWithoutAChangeLeavesTheVersion() {
        Session session = stored(Given.running());

        Session other = stored(Given.running());
        String nobody = UUID.randomUUID().toString();

        assertThat(get(sessions().nextSequences(Set.of(session.id())))).isEqualTo(Map.of(session.id(), 2L));
        assertThat(get(sessions().nextSequences(Set.of(session.id(), other.id(), nobody))))
                .isEqualTo(Map.of(session.id(), 3L, other.id(), 2L));

        assertThat(get(sessions().find(session.id())).revision()).isEqualTo(new Revision(1, 3));
        assertThat(get(sessions().update(session.stop("asked", Given.NOW))).revision())
                .isEqualTo(new Revision(2, 4));
    }

    @Test
    void findsWhatIsHeldByState() {
        Session running = stored(Given.running());
        Session crashed = stored(Given.crashed());

        assertThat(held(EnumSet.of(SessionStatus.CRASHED, SessionStatus.FAILED)))
                .contains(crashed.id())
                .doesNotContain(running.id());
        assertThat(get(sessions()
                        .pressing(EnumSet.of(SessionStatus.CRASHED), Given.NOW)
                        .collectList()))
                .contains(crashed.id())
                .doesNotContain(running.id())
                .doesNotHaveDuplicates();
    }

    @Test
    void findsWhatIsDueWhileItLives() {
        Session session = stored(Given.running());
        Instant due = session.lease().dueAt();

        assertThat(due(due.minusMillis(1))).doesNotContain(session.id());
        assertThat(due(due)).contains(session.id());

        Session used = get(sessions().update(session.use("file-write", Given.NOW.plusSeconds(60))));
        assertThat(due(due)).doesNotContain(session.id());
        assertThat(due(used.lease().dueAt())).contains(session.id());
        get(sessions().update(used.stop("requested", Given.NOW)));
        assertThat(due(used.lease().expiresAt())).doesNotContain(session.id());
    }

    @Test
    void listsTheNewestFirstAndByFilter() {
        String project = "p" + PLACES.incrementAndGet();
        Session oldest = stored(of(project, "ada", 1, SessionStatus.RUNNING));
        Session middle = stored(of(project, "bob", 2, SessionStatus.RUNNING));
        Session newest = stored(of(project, "ada", 3, SessionStatus.CRASHED));
        stored(of(project, "ada", 4, SessionStatus.DELETED));
        stored(of("other-" + project, "ada", 5, SessionStatus.RUNNING));
        SessionFilter all = new SessionFilter(Set.of(project), null, null, null);

        assertThat(get(sessions().page(all, 0, 10))).containsExactly(newest, middle, oldest);
        assertThat(get(sessions().page(all, 1, 1))).containsExactly(middle);
        assertThat(get(sessions().count(all))).isEqualTo(3);
        SessionFilter ada = new SessionFilter(Set.of(project), "ada", null, null);
        assertThat(get(sessions().page(ada, 0, 10))).containsExactly(newest, oldest);
        SessionFilter running = new SessionFilter(null, "bob", SessionStatus.RUNNING, null);
        assertThat(get(sessions().page(running, 0, 10))).contains(middle).doesNotContain(oldest, newest);
        assertThat(get(sessions().count(new SessionFilter(Set.of(project), null, null, "process"))))
                .isEqualTo(3);
        assertThat(get(sessions().count(new SessionFilter(Set.of(project), null, null, "docker"))))
                .isZero();
        assertThat(get(sessions().count(new SessionFilter(Set.of(), null, null, null))))
                .isZero();
    }

    @Test
    void slotsDiffer() {
        assertThat(get(sessions().nextSlot())).isNotEqualTo(get(sessions().nextSlot()));
    }

    private Session stored(Session session) {
        int place = PLACES.incrementAndGet();
        Session placed = at(session, new Placement(place, 20_000 + place));
        assertThat(get(sessions().insert(placed))).isTrue();
        return placed;
    }

    private List<String> due(Instant now) {
        return get(sessions().pressing(EnumSet.noneOf(SessionStatus.class), now).collectList());
    }

    private List<String> held(Set<SessionStatus> states) {
        return sessions().held(states).map(Session::id).collectList().block(Duration.ofSeconds(10));
    }

    private static Session of(String project, String user, int second, SessionStatus status) {
        Session session = Given.in(status);
        Instant created = Given.NOW.plusSeconds(second);
        SessionIdentity identity =
                new SessionIdentity(session.id(), project, user, "process", SessionSpec.USUAL, null, created);
        return new Session(
                identity,
                session.placement(),
                session.state(),
                session.attempts(),
                session.cause(),
                session.lease(),
                session.revision());
    }

    private static Session in(Session session, SessionStatus status) {
        SessionState state = new SessionState(status, Given.NOW, null, null);
        return new Session(
                session.identity(),
                session.placement(),
                state,
                session.attempts(),
                session.cause(),
                session.lease(),
                session.revision());
    }

    private static Session at(Session session, Placement placement) {
        return new Session(
                session.identity(),
                placement,
                session.state(),
                session.attempts(),
                session.cause(),
                session.lease(),
                new Revision(1, 1));
    }

    private static <T> T get(Mono<T> mono) {
        return mono.block(Duration.ofSeconds(10));
    }
}
