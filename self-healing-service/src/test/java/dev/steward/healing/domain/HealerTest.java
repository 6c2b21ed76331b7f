package dev.steward.healing.domain;

import static dev.steward.healing.domain.Given.NOON;
import static dev.steward.healing.domain.Given.POLICY;
import static dev.steward.healing.domain.Given.TARGET;
import static dev.steward.healing.domain.Given.crash;
import static dev.steward.healing.domain.Given.running;
import static dev.steward.healing.domain.Given.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import dev.steward.events.healing.IncidentEscalated;
import dev.steward.events.healing.IncidentOpened;
import dev.steward.events.healing.IncidentResolved;
import dev.steward.events.healing.RemediationRequested;
import dev.steward.events.healing.RemediationWithheld;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HealerTest {

    private static final Instant LATER = NOON.plusSeconds(600);

    private final Healer healer = new Healer(POLICY, Given.ids());

    @Test
    void firstCrashOpensAnIncidentAndAsksForARestart() {
        IncidentChange change = healer.afterCrash(null, running(1), crash(2, NOON), NOON);

        Incident incident = change.incident();
        assertThat(incident.correlationId()).isEqualTo("correlation-2");
        assertThat(change.events())
                .containsExactly(
                        new IncidentOpened(incident.id(), "alpha", "session", TARGET.id(), "crashed", NOON),
                        new RemediationRequested(
                                incident.remediations().getFirst().id(),
                                incident.id(),
                                "alpha",
                                "session",
                                TARGET.id(),
                                "restart",
                                1));
    }

    @Test
    void crashWhileOpenFailsTheAttemptAndAsksAgain() {
        Incident open = opened();
        IncidentChange change = healer.afterCrash(open, crashed(2), crash(3, NOON.plusSeconds(1)), NOON);

        assertThat(change.incident().id()).isEqualTo(open.id());
        assertThat(change.incident().crashes()).isEqualTo(2);
        assertThat(change.incident().remediations())
                .extracting(Remediation::status)
                .containsExactly(RemediationStatus.FAILED, RemediationStatus.REQUESTED);
        assertThat(change.events()).singleElement().isInstanceOfSatisfying(RemediationRequested.class, it -> assertThat(
                        it.attempt())
                .isEqualTo(2));
    }

    @Test
    void crashLoopIsWithheldAndEscalatedInsteadOfRestarted() {
        ObservedTarget twice = crashed(2).said(TargetStatus.RUNNING, 3).crashed(crash(4, NOON.plusSeconds(1)), POLICY);
        IncidentChange change = healer.afterCrash(
                null, twice.said(TargetStatus.RUNNING, 5), crash(6, NOON.plusSeconds(2)), NOON.plusSeconds(2));

        String id = change.incident().id();
        assertThat(change.incident().state())
                .isEqualTo(new IncidentState.Escalated(NOON.plusSeconds(2), EscalationReason.CRASH_LOOP));
        assertThat(change.events())
                .containsExactly(
                        new IncidentOpened(id, "alpha", "session", TARGET.id(), "crashed", NOON.plusSeconds(2)),
                        new RemediationWithheld(id, "alpha", "session", TARGET.id(), "restart", "crash-loop"),
                        new IncidentEscalated(id, "alpha", TARGET.id(), "crash-loop"));
    }

    @Test
    void lateCrashAsksForNothingWhenTheTargetHasSaidMore() {
        IncidentChange change = healer.afterCrash(null, running(5), crash(4, NOON), NOON);

        assertThat(change.events()).hasExactlyElementsOfTypes(IncidentOpened.class, IncidentResolved.class);
        assertThat(change.incident().state()).isEqualTo(new IncidentState.Resolved(NOON, Resolution.SUPERSEDED));
    }

    @Test
    void lateCrashCountsInTheOpenIncidentWithoutASecondRequest() {
        IncidentChange change = healer.afterCrash(opened(), crashed(4), crash(3, NOON.minusSeconds(60)), NOON);

        assertThat(change.events()).isEmpty();
        assertThat(change.incident().crashes()).isEqualTo(2);
        assertThat(change.incident().remediations()).singleElement().matches(Remediation::pending);
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, RESTARTED, SUCCEEDED",
        "STOPPED, TARGET_STOPPED, OBSOLETE",
        "DELETED, TARGET_DELETED, OBSOLETE"
    })
    void wordOfTheTargetResolves(TargetStatus word, Resolution resolution, RemediationStatus attempt) {
        IncidentChange change = healer.afterWord(opened(), word, NOON).orElseThrow();

        assertThat(change.incident().state()).isEqualTo(new IncidentState.Resolved(NOON, resolution));
        assertThat(change.incident().remediations().getFirst().status()).isEqualTo(attempt);
        assertThat(change.events())
                .containsExactly(
                        new IncidentResolved(change.incident().id(), "alpha", TARGET.id(), NOON, resolution.code()));
    }

    @Test
    void targetThatFailedForGoodIsEscalated() {
        IncidentChange change =
                healer.afterWord(opened(), TargetStatus.FAILED, NOON).orElseThrow();

        assertThat(change.events())
                .containsExactly(new IncidentEscalated(change.incident().id(), "alpha", TARGET.id(), "target-failed"));
    }

    @Test
    void failedAttemptIsFollowedByTheNextWhenItsTimeHasCome() {
        Incident failed = stored(fail(opened()));
        Instant due = NOON.plus(POLICY.retryDelay());

        assertThat(healer.whenDue(failed, true, due.minusNanos(1))).isEmpty();
        IncidentChange change = healer.whenDue(failed, true, due).orElseThrow();

        assertThat(change.incident().remediations())
                .extracting(Remediation::status)
                .containsExactly(RemediationStatus.FAILED, RemediationStatus.REQUESTED);
        assertThat(change.events()).hasExactlyElementsOfTypes(RemediationRequested.class);
        assertThat(healer.whenDue(stored(change), true, due.plusSeconds(59))).isEmpty();
    }

    @Test
    void attemptNobodyAnswersHasFailed() {
        Incident open = opened();
        Instant due = NOON.plus(POLICY.answerTimeout());

        assertThat(healer.whenDue(open, true, due.minusNanos(1))).isEmpty();
        IncidentChange change = healer.whenDue(open, true, due).orElseThrow();

        assertThat(change.incident().remediations())
                .extracting(Remediation::status, Remediation::reason)
                .containsExactly(
                        tuple(RemediationStatus.FAILED, "no-answer"), tuple(RemediationStatus.REQUESTED, null));
        assertThat(change.events()).hasExactlyElementsOfTypes(RemediationRequested.class);
    }

    @Test
    void silenceOfTheBrokerDecidesNothing() {
        Instant due = NOON.plus(POLICY.answerTimeout());
        IncidentChange change = healer.whenDue(opened(), false, due).orElseThrow();

        assertThat(change.events()).isEmpty();
        assertThat(change.incident().remediations()).singleElement().matches(Remediation::pending);
        assertThat(healer.whenDue(stored(change), true, due.plusSeconds(59))).isEmpty();
        assertThat(healer.whenDue(stored(change), true, due.plusSeconds(60))).isPresent();
    }

    @Test
    void ownerThatNeverAnswersEndsInAnEscalation() {
        Incident incident = opened();
        Instant now = NOON;
        for (int i = 0; i < POLICY.maxAttempts(); i++) {
            now = now.plus(POLICY.answerTimeout());
            incident = stored(healer.whenDue(incident, true, now).orElseThrow());
        }

        assertThat(incident.state()).isEqualTo(new IncidentState.Escalated(now, EscalationReason.REMEDIATION_FAILED));
        assertThat(incident.remediations()).hasSize(POLICY.maxAttempts());
    }

    @Test
    void waitsTwiceAsLongAfterEachFailedAttempt() {
        Instant first = NOON.plusSeconds(2);
        Incident second =
                stored(healer.whenDue(stored(fail(opened())), true, first).orElseThrow());

        assertThat(fail(second).incident().state()).isEqualTo(new IncidentState.Open(NOON.plusSeconds(4)));
    }

    @Test
    void failedAttemptsEndInAnEscalation() {
        Incident incident = opened();
        for (int attempt = 1; attempt < POLICY.maxAttempts(); attempt++) {
            incident =
                    stored(healer.whenDue(stored(fail(incident)), true, LATER).orElseThrow());
        }
        IncidentChange last =
                healer.whenDue(stored(fail(incident)), true, LATER).orElseThrow();

        assertThat(last.events()).hasExactlyElementsOfTypes(RemediationWithheld.class, IncidentEscalated.class);
        assertThat(last.incident().state())
                .isEqualTo(new IncidentState.Escalated(LATER, EscalationReason.REMEDIATION_FAILED));
        assertThat(last.incident().remediations())
                .hasSize(POLICY.maxAttempts())
                .extracting(Remediation::status)
                .containsOnly(RemediationStatus.FAILED);
    }

    @Test
    void crashThatExplainsAFailedAttemptIsAnsweredOnce() {
        Incident failed = stored(fail(opened()));
        IncidentChange change = healer.afterCrash(failed, crashed(2), crash(4, NOON), NOON);

        assertThat(change.events()).hasExactlyElementsOfTypes(RemediationRequested.class);
        assertThat(change.incident().correlationIds()).containsExactly("correlation-2", "correlation-4");
        assertThat(healer.whenDue(stored(change), true, NOON.plusSeconds(59))).isEmpty();
    }

    @Test
    void wordThatExplainsAFailedAttemptEndsTheRetries() {
        Incident failed = stored(fail(opened()));
        Incident gone =
                stored(healer.afterWord(failed, TargetStatus.DELETED, NOON).orElseThrow());

        assertThat(healer.whenDue(gone, true, LATER)).isEmpty();
    }

    @Test
    void slowCrashesWithoutAStartRunOutOfAttempts() {
        Incident incident = opened();
        ObservedTarget target = crashed(2);
        for (int i = 1; i <= POLICY.maxAttempts(); i++) {
            Crash crash = crash(2 + i, NOON.plus(Duration.ofMinutes(10L * i)));
            incident = stored(healer.afterCrash(incident, target, crash, crash.at()));
            target = target.crashed(crash, POLICY);
        }
        assertThat(incident.state())
                .isEqualTo(new IncidentState.Escalated(
                        NOON.plus(Duration.ofMinutes(30)), EscalationReason.REMEDIATION_FAILED));
    }

    @Test
    void reportAboutAnAttemptNoLongerAwaitedChangesNothing() {
        Incident open = opened();
        String first = open.remediations().getFirst().id();
        Incident second = stored(fail(open));

        assertThat(healer.afterFailedAttempt(second, first, "port-taken", NOON)).isEmpty();
        assertThat(healer.afterFailedAttempt(second, "unknown", "port-taken", NOON))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = TargetStatus.class,
            names = {"RUNNING", "DELETED"})
    void closedIncidentStaysClosed(TargetStatus word) {
        Incident closed = stored(healer.afterWord(opened(), word, NOON).orElseThrow());

        assertThatIllegalStateException().isThrownBy(() -> healer.afterWord(closed, TargetStatus.RUNNING, NOON));
        assertThatIllegalStateException().isThrownBy(() -> closed.countCrash(crash(9, NOON)));
        assertThat(healer.afterFailedAttempt(
                        closed, closed.remediations().getFirst().id(), "late", NOON))
                .isEmpty();
    }

    private Incident opened() {
        return stored(healer.afterCrash(null, running(1), crash(2, NOON), NOON));
    }

    private IncidentChange fail(Incident incident) {
        String awaited = incident.remediations().getLast().id();
        return healer.afterFailedAttempt(incident, awaited, "port-taken", NOON).orElseThrow();
    }

    private static ObservedTarget crashed(long sequence) {
        return running(1).crashed(crash(sequence, NOON), POLICY);
    }
}
