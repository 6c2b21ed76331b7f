package dev.steward.healing.application;

import static dev.steward.healing.domain.Given.NOON;
import static dev.steward.healing.domain.Given.POLICY;
import static dev.steward.healing.domain.Given.TARGET;
import static dev.steward.healing.domain.Given.crash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.events.healing.IncidentEscalated;
import dev.steward.events.healing.IncidentOpened;
import dev.steward.events.healing.IncidentResolved;
import dev.steward.events.healing.RemediationRequested;
import dev.steward.events.healing.RemediationWithheld;
import dev.steward.healing.domain.Given;
import dev.steward.healing.domain.Healer;
import dev.steward.healing.domain.Incident;
import dev.steward.healing.domain.IncidentChange;
import dev.steward.healing.domain.IncidentStatus;
import dev.steward.healing.domain.Target;
import dev.steward.healing.domain.TargetStatus;
import dev.steward.healing.port.FakeIncidentRepository;
import dev.steward.healing.port.FakeTargetRepository;
import dev.steward.healing.port.IncidentFilter;
import dev.steward.kit.testing.NoTransaction;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class IncidentServiceTest {

    private final FakeIncidentRepository incidents = new FakeIncidentRepository();
    private final FakeTargetRepository targets = new FakeTargetRepository();
    private final RecordingOutbox outbox = new RecordingOutbox();
    private final Supplier<String> ids = Given.ids();

    @Test
    void crashIsHealedByTheStartThatFollowsIt() {
        service().said(TARGET, TargetStatus.RUNNING, 2).block();
        service().crashed(TARGET, crash(3, NOON)).block();
        service().said(TARGET, TargetStatus.RUNNING, 5).block();

        assertThat(outbox.events())
                .hasExactlyElementsOfTypes(IncidentOpened.class, RemediationRequested.class, IncidentResolved.class);
        assertThat(outbox.sequences()).containsExactly(1L, 2L, 3L);
        assertThat(statuses()).containsExactly(IncidentStatus.RESOLVED);
    }

    @Test
    void startFromBeforeTheCrashDoesNotResolve() {
        service().crashed(TARGET, crash(3, NOON)).block();
        service().said(TARGET, TargetStatus.RUNNING, 2).block();

        assertThat(statuses()).containsExactly(IncidentStatus.OPEN);
        assertThat(outbox.events()).hasExactlyElementsOfTypes(IncidentOpened.class, RemediationRequested.class);
    }

    @Test
    void crashThatArrivesAfterItsStartAsksForNothing() {
        service().said(TARGET, TargetStatus.RUNNING, 5).block();
        service().crashed(TARGET, crash(3, NOON)).block();

        assertThat(outbox.events()).hasExactlyElementsOfTypes(IncidentOpened.class, IncidentResolved.class);
    }

    @Test
    void nothingReopensOnceTheTargetIsGone() {
        service().crashed(TARGET, crash(3, NOON)).block();
        service().said(TARGET, TargetStatus.DELETED, 6).block();
        service().said(TARGET, TargetStatus.RUNNING, 5).block();
        service().said(TARGET, TargetStatus.DELETED, 6).block();

        assertThat(outbox.events().getLast())
                .isInstanceOfSatisfying(IncidentResolved.class, it -> assertThat(it.resolution())
                        .isEqualTo("target-deleted"));
        assertThat(outbox.events()).hasSize(3);
    }

    @Test
    void thirdCrashWithinTheWindowIsWithheld() {
        for (int i = 0; i < 3; i++) {
            service().crashed(TARGET, crash(3 + 2 * i, NOON.plusSeconds(i))).block();
            service().said(TARGET, TargetStatus.RUNNING, 4 + 2 * i).block();
        }
        assertThat(outbox.events().reversed()).element(0).isInstanceOf(IncidentEscalated.class);
        assertThat(outbox.events().reversed()).element(1).isInstanceOf(RemediationWithheld.class);
        assertThat(outbox.events().stream().filter(RemediationRequested.class::isInstance))
                .hasSize(2);
        assertThat(statuses())
                .containsExactlyInAnyOrder(IncidentStatus.ESCALATED, IncidentStatus.RESOLVED, IncidentStatus.RESOLVED);
    }

    @Test
    void failedAttemptIsRepeatedWhenDueAndOnlyOnce() {
        service().crashed(TARGET, crash(3, NOON)).block();
        service().remediationFailed(TARGET, remediation(), "port-taken").block();
        assertThat(service().due().collectList().block()).isEmpty();

        IncidentService later = service(POLICY.retryDelay());
        Incident due = later.due().single().block();
        later.review(due, true).block();
        later.review(due, true).block();

        assertThat(outbox.events())
                .hasExactlyElementsOfTypes(
                        IncidentOpened.class, RemediationRequested.class, RemediationRequested.class);
        assertThat(later.due().collectList().block()).isEmpty();
    }

    @Test
    void silentOwnerIsAskedAgainAndThenLeftToAPerson() {
        service().crashed(TARGET, crash(3, NOON)).block();
        for (int i = 1; i <= POLICY.maxAttempts(); i++) {
            IncidentService then = service(POLICY.answerTimeout().multipliedBy(i));
            then.due().concatMap(due -> then.review(due, true)).blockLast();
        }

        assertThat(outbox.events())
                .hasExactlyElementsOfTypes(
                        IncidentOpened.class,
                        RemediationRequested.class,
                        RemediationRequested.class,
                        RemediationRequested.class,
                        RemediationWithheld.class,
                        IncidentEscalated.class);
        assertThat(statuses()).containsExactly(IncidentStatus.ESCALATED);
    }

    @Test
    void failureReportedForAnotherTargetIsIgnored() {
        service().crashed(TARGET, crash(3, NOON)).block();
        Target other = Target.session("someone-else", "beta");
        service().remediationFailed(other, remediation(), "port-taken").block();

        assertThat(service(POLICY.retryDelay()).due().collectList().block()).isEmpty();
    }

    @Test
    void lostRaceFailsSoThatTheEventIsTriedAgain() {
        FakeIncidentRepository losing = new FakeIncidentRepository() {
            @Override
            public Mono<Boolean> save(IncidentChange change) {
                return Mono.just(false);
            }
        };
        IncidentService service = new IncidentService(
                new Healer(POLICY, Given.ids()), targets, losing, outbox, new NoTransaction(), clock(Duration.ZERO));

        assertThatThrownBy(() -> service.crashed(TARGET, crash(3, NOON)).block())
                .isInstanceOf(LostRaceException.class);
        assertThat(outbox.events()).isEmpty();
    }

    private String remediation() {
        return incidents.openFor(TARGET).block().remediations().getLast().id();
    }

    private List<IncidentStatus> statuses() {
        return incidents.list(new IncidentFilter(null, null, null), 0, 10).block().items().stream()
                .map(it -> it.state().status())
                .toList();
    }

    private IncidentService service() {
        return service(Duration.ZERO);
    }

    private IncidentService service(Duration later) {
        return new IncidentService(
                new Healer(POLICY, ids), targets, incidents, outbox, new NoTransaction(), clock(later));
    }

    private static Clock clock(Duration later) {
        return Clock.fixed(NOON.plus(later), ZoneOffset.UTC);
    }
}
