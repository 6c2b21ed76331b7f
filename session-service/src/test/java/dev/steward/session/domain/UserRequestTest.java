package dev.steward.session.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.session.SessionExtended;
import dev.steward.events.session.SessionRestarting;
import dev.steward.events.session.SessionStopping;
import dev.steward.session.domain.UserRequest.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserRequestTest {

    private static final Instant LATER = Given.NOW.plusSeconds(90);
    private static final Duration DAY = Duration.ofDays(1);
    private final UserRequest request = new UserRequest("bob", LATER, "asked");

    /** What each verb makes of each state; a dash for nothing, 409 for a refusal. */
    @ParameterizedTest
    @CsvSource({
        "PENDING,   STOPPING, -,        -,        PENDING",
        "STARTING,  STOPPING, -,        -,        STARTING",
        "RUNNING,   STOPPING, -,        STOPPING, RUNNING",
        "UNHEALTHY, STOPPING, -,        STOPPING, UNHEALTHY",
        "CRASHED,   STOPPING, STARTING, STARTING, CRASHED",
        "STOPPING,  -,        STOPPING, STOPPING, 409",
        "STOPPED,   -,        STARTING, STARTING, 409",
        "FAILED,    409,      STARTING, STARTING, 409",
        "DELETED,   409,      409,      409,      409"
    })
    void everyVerbHasAnAnswerInEveryState(
            SessionStatus status, String stop, String start, String restart, String extend) {
        Session session = Given.in(status);

        assertThat(text(request.stop(session))).isEqualTo(stop);
        assertThat(text(request.start(session))).isEqualTo(start);
        assertThat(text(request.restart(session))).isEqualTo(restart);
        assertThat(text(request.extend(session, DAY))).isEqualTo(extend);
    }

    @Test
    void aRefusalNamesTheState() {
        assertThat(request.stop(Given.in(SessionStatus.FAILED)))
                .isInstanceOfSatisfying(Verdict.Refused.class, refused -> assertThat(refused.reason())
                        .isEqualTo("failed"));
    }

    @Test
    void aStopBelongsToTheRequestAndIsTheUsers() {
        SessionChange change = change(request.stop(Given.running()));

        assertThat(change.actor()).isEqualTo(Actor.user("bob"));
        assertThat(change.emissions())
                .containsExactly(new Emission(new SessionStopping(change.after().id(), "shop", "requested"), "asked"));
        assertThat(change.after().cause().correlationId()).isEqualTo("asked");
        assertThat(change.after().startsAgain()).isFalse();
    }

    @Test
    void aRestartStopsWhatRunsAndSaysThatItStartsAgain() {
        Session stopping = change(request.restart(Given.running())).after();

        assertThat(stopping.startsAgain()).isTrue();
        assertThat(stopping.stopped(LATER).after().startsAgain()).isTrue();
        assertThat(request.restart(stopping)).isInstanceOf(Verdict.Nothing.class);
        assertThat(request.start(stopping)).isInstanceOf(Verdict.Nothing.class);
    }

    @Test
    void aStopTakesBackARestartThatIsUnderWay() {
        Session stopping = change(request.restart(Given.running())).after();
        Session stopped = stopping.stopped(LATER).after();

        assertThat(change(request.stop(stopping)).after().startsAgain()).isFalse();
        assertThat(change(request.stop(stopped)).after().startsAgain()).isFalse();
    }

    @Test
    void aStartOfWhatIsBeingStoppedFollowsTheStopAndIsANewLife() {
        Session stopping = Given.running().stop("ttl", LATER).after();

        Session after = change(request.start(stopping)).after();

        assertThat(after.status()).isEqualTo(SessionStatus.STOPPING);
        assertThat(after.startsAgain()).isTrue();
        assertThat(after.lease().begunAt()).isEqualTo(LATER);
    }

    @Test
    void aUsersStartForgivesCrashesAndBeginsAnotherLife() {
        Session failed = Given.crashed()
                .fail("crash-loop", "too often", List.of(), LATER)
                .after();

        SessionChange change = change(request.start(failed));

        assertThat(change.after().attempts().recentCrashes()).isEmpty();
        assertThat(change.after().attempts().crashes()).isEqualTo(1);
        assertThat(change.after().attempts().count()).isEqualTo(2);
        assertThat(change.after().lease().begunAt()).isEqualTo(LATER);
        assertThat(change.emissions())
                .containsExactly(new Emission(new SessionRestarting(failed.id(), "shop", "requested", "bob"), "asked"));
    }

    @Test
    void anExtensionIsToldWhenItMovedTheEnd() {
        SessionChange change = change(request.extend(Given.running(), Duration.ofDays(2)));

        Instant expires = LATER.plus(Duration.ofDays(2));
        assertThat(change.after().lease().expiresAt()).isEqualTo(expires);
        assertThat(change.emissions())
                .containsExactly(
                        new Emission(new SessionExtended(change.after().id(), "shop", "bob", expires), "asked"));
        assertThat(change(request.extend(Given.running(), Duration.ofHours(1))).emissions())
                .isEmpty();
    }

    private static SessionChange change(Verdict verdict) {
        return ((Verdict.Change) verdict).change();
    }

    private static String text(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Change(var change) -> change.after().status().name();
            case Verdict.Nothing() -> "-";
            case Verdict.Refused _ -> "409";
        };
    }
}
