package dev.steward.session.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.steward.events.session.SessionCrashed;
import dev.steward.events.session.SessionEvent;
import dev.steward.events.session.SessionFailed;
import dev.steward.events.session.SessionRecovered;
import dev.steward.events.session.SessionRemediationFailed;
import dev.steward.events.session.SessionRemediationSucceeded;
import dev.steward.events.session.SessionRequested;
import dev.steward.events.session.SessionRestarting;
import dev.steward.events.session.SessionStarted;
import dev.steward.events.session.SessionStopped;
import dev.steward.events.session.SessionStopping;
import dev.steward.events.session.SessionUnhealthy;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionTest {

    private static final Instant LATER = Given.NOW.plusSeconds(90);

    @Test
    void beginsPendingAndSaysSo() {
        Session session = Given.pending();

        assertThat(session.status()).isEqualTo(SessionStatus.PENDING);
        assertThat(session.requested())
                .isEqualTo(
                        new Emission(new SessionRequested(session.id(), "shop", "ada", "process"), Given.CORRELATION));
        assertThat(session.revision()).isEqualTo(new Revision(1, 1));
    }

    @Test
    void saysStartedOnlyWhenItAnswered() {
        SessionChange start = Given.pending().start(LATER);
        URI address = URI.create("http://steward-session.steward-shop.svc:40001");
        SessionChange ready = start.after().ready(address, LATER);

        assertThat(start.emissions()).isEmpty();
        assertThat(start.after().hasAnswered()).isFalse();
        assertThat(events(ready))
                .containsExactly(new SessionStarted(start.after().id(), "shop", "ada", LATER, address.toString(), 1));
        assertThat(ready.after().hasAnswered()).isTrue();
    }

    @Test
    void isUnhealthyUnderACorrelationOfItsOwnUntilItRecovers() {
        SessionChange unhealthy = Given.running().unhealthy(3, null, LATER, "fresh");
        SessionChange recovered = unhealthy.after().recovered(LATER.plusSeconds(5));
        String id = unhealthy.after().id();

        assertThat(unhealthy.emissions())
                .containsExactly(new Emission(new SessionUnhealthy(id, "shop", "probe-failed", 3, LATER), "fresh"));
        assertThat(unhealthy.after().state().reason()).isEqualTo("probe-failed");
        assertThat(recovered.emissions())
                .containsExactly(new Emission(new SessionRecovered(id, "shop", LATER, LATER.plusSeconds(5)), "fresh"));
        assertThat(recovered.after().status()).isEqualTo(SessionStatus.RUNNING);
        assertThat(recovered.after().state().reason()).isNull();
    }

    @Test
    void aCrashHasACorrelationOfItsOwn() {
        SessionChange crash = Given.running().crash(Given.KILLED, LATER, "fresh");

        assertThat(crash.after().status()).isEqualTo(SessionStatus.CRASHED);
        assertThat(crash.emissions()).singleElement().satisfies(emission -> {
            assertThat(emission.correlationId()).isEqualTo("fresh");
            assertThat(emission.event()).isInstanceOfSatisfying(SessionCrashed.class, crashed -> {
                assertThat(crashed.signal()).isEqualTo(9);
                assertThat(crashed.reason()).isNull();
                assertThat(crashed.crashCount()).isEqualTo(1);
                assertThat(crashed.lastLines()).containsExactly("last words");
                assertThat(crashed.crashedAt()).isEqualTo(Given.KILLED.at());
            });
        });
    }

    @Test
    void theRestartAndItsAnswerBelongToTheCrash() {
        Session crashed = Given.crashed();
        SessionChange restart = crashed.restart(RestartRequest.byIncident("incident-1", "remediation-1"), LATER);
        SessionChange ready = restart.after().ready(Given.ADDRESS, LATER);

        assertThat(events(restart))
                .containsExactly(new SessionRestarting(crashed.id(), "shop", "remediation", "incident-1"));
        assertThat(events(ready)).hasSize(2);
        assertThat(events(ready).getLast())
                .isEqualTo(new SessionRemediationSucceeded(crashed.id(), "shop", "remediation-1", "restart"));
        assertThat(restart.emissions())
                .allMatch(emission -> emission.correlationId().equals("c".repeat(32)));
        assertThat(ready.emissions())
                .allMatch(emission -> emission.correlationId().equals("c".repeat(32)));
        assertThat(ready.after().attempts().count()).isEqualTo(2);
        assertThat(ready.after().cause().remediationId()).isNull();
    }

    @Test
    void aCrashWhileBeingHealedAnswersTheHealerUnderTheOldCorrelation() {
        Session session = Given.beingHealed();

        SessionChange crash = session.crash(Given.KILLED, LATER, "fresh");

        assertThat(crash.emissions()).extracting(Emission::correlationId).containsExactly("c".repeat(32), "fresh");
        assertThat(events(crash).getFirst())
                .isEqualTo(new SessionRemediationFailed(session.id(), "shop", "remediation-1", "restart", "crashed"));
        assertThat(crash.after().cause().remediationId()).isNull();
        assertThat(crash.after().attempts().crashes()).isEqualTo(2);
    }

    @Test
    void failsForAReason() {
        SessionChange failed = Given.crashed().fail("crash-loop", "too often", List.of("line"), LATER);

        assertThat(events(failed))
                .containsExactly(
                        new SessionFailed(failed.after().id(), "shop", "crash-loop", "too often", List.of("line")));
        assertThat(failed.after().state().reason()).isEqualTo("crash-loop");
    }

    @Test
    void stopsAndKeepsTheReason() {
        SessionChange stopping = Given.running().stop("host-stopped", LATER);
        SessionChange stopped = stopping.after().stopped(LATER);

        assertThat(events(stopping)).hasOnlyElementsOfType(SessionStopping.class);
        assertThat(events(stopped))
                .containsExactly(new SessionStopped(stopped.after().id(), "shop", "host-stopped"));
    }

    @Test
    void isHiddenWhenDeletedButSaysSoOnlyWhenNothingIsLeft() {
        SessionChange deleted = Given.running().delete(LATER, "request");

        assertThat(deleted.after().status()).isEqualTo(SessionStatus.DELETED);
        assertThat(deleted.emissions()).isEmpty();
        assertThat(deleted.after().deleted().correlationId()).isEqualTo("request");
    }

    @Test
    void aDeletedSessionWhoseHealerWaitsAnswersIt() {
        assertThat(events(Given.beingHealed().delete(LATER, "request")))
                .singleElement()
                .isInstanceOfSatisfying(SessionRemediationFailed.class, failed -> assertThat(failed.reason())
                        .isEqualTo("deleted"));
    }

    @Test
    void itsTokenIsOverWhenItsTimeIsUpWhoeverStopsItWhen() {
        Session session = Given.running();
        Instant end = session.lease().expiresAt();

        assertThat(session.tokenIsOver(end.minusMillis(1))).isFalse();
        assertThat(session.tokenIsOver(end)).isTrue();
        assertThat(session.delete(LATER, "request").after().tokenIsOver(LATER)).isTrue();
        Session again = session.stop("ttl", end)
                .after()
                .stopped(end)
                .after()
                .startFor("ada", end.plusSeconds(60), "request")
                .after();
        assertThat(again.tokenIsOver(end.plusSeconds(61))).as("another life").isFalse();
    }

    @Test
    void movesOnlyItsPort() {
        Session moved = Given.starting().moveTo(20_777).after();

        assertThat(moved.placement()).isEqualTo(new Placement(1, 20_777));
        assertThat(moved.status()).isEqualTo(SessionStatus.STARTING);
    }

    @Test
    void refusesWhatTheTableForbids() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Given.pending().ready(Given.ADDRESS, LATER))
                .withMessageContaining("from pending to running");
        assertThatIllegalStateException()
                .isThrownBy(() -> Given.in(SessionStatus.DELETED).start(LATER));
        assertThatIllegalStateException()
                .isThrownBy(() -> Given.in(SessionStatus.DELETED).delete(LATER, "again"));
    }

    private static List<SessionEvent> events(SessionChange change) {
        return change.emissions().stream().map(Emission::event).toList();
    }
}
