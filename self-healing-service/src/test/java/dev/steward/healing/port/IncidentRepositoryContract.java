package dev.steward.healing.port;

import static dev.steward.healing.domain.Given.NOON;
import static dev.steward.healing.domain.Given.POLICY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.healing.domain.Crash;
import dev.steward.healing.domain.Healer;
import dev.steward.healing.domain.Incident;
import dev.steward.healing.domain.IncidentChange;
import dev.steward.healing.domain.IncidentState;
import dev.steward.healing.domain.IncidentStatus;
import dev.steward.healing.domain.ObservedTarget;
import dev.steward.healing.domain.RemediationStatus;
import dev.steward.healing.domain.Target;
import dev.steward.healing.domain.TargetStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link IncidentRepository} does. */
public interface IncidentRepositoryContract {

    IncidentRepository incidents();

    @Test
    default void savedIncidentIsFoundAsItWas() {
        Incident saved = open(target("alpha"), NOON);

        Incident found = incidents().find(saved.id()).block();
        assertThat(found).isEqualTo(saved);
        assertThat(incidents().openFor(saved.target()).block()).isEqualTo(saved);
        assertThat(incidents()
                        .withRemediation(saved.remediations().getFirst().id())
                        .block())
                .isEqualTo(saved);
    }

    @Test
    default void whatNamesNoIncidentIsAbsent() {
        assertThat(incidents().find(UUID.randomUUID().toString()).blockOptional())
                .isEmpty();
        assertThat(incidents().find("no-uuid").blockOptional()).isEmpty();
        assertThat(incidents().withRemediation("no-uuid").blockOptional()).isEmpty();
        assertThat(incidents().openFor(target("alpha")).blockOptional()).isEmpty();
    }

    @Test
    default void anIncidentIsFoundByItsIdOnlyAsItIsWritten() {
        Incident open = open(target("alpha"), NOON);

        assertThat(incidents().find(open.id().toUpperCase(Locale.ROOT)).blockOptional())
                .isEmpty();
    }

    @Test
    default void laterChangesKeepRemediationsAndCountEvents() {
        Incident open = open(target("alpha"), NOON);
        IncidentChange failed = failing(open);
        assertThat(incidents().save(failed).block()).isTrue();
        Incident waiting = incidents().find(open.id()).block();
        assertThat(waiting.state()).isEqualTo(new IncidentState.Open(NOON.plusSeconds(2)));

        IncidentChange retry =
                healer().whenDue(waiting, true, NOON.plusSeconds(2)).orElseThrow();
        assertThat(incidents().save(retry).block()).isTrue();
        Incident found = incidents().find(open.id()).block();

        assertThat(found.remediations()).isEqualTo(retry.incident().remediations());
        assertThat(found.remediations().getFirst().status()).isEqualTo(RemediationStatus.FAILED);
        assertThat(found.eventSequence()).isEqualTo(open.eventSequence() + 1);
        assertThat(found.version()).isEqualTo(open.version() + 2);
    }

    @Test
    default void dueAreOpenIncidentsWhoseTimeHasCome() {
        Incident open = open(target("alpha"), NOON);
        assertThat(dueAt(NOON.plusSeconds(59))).doesNotContain(open.id());
        assertThat(dueAt(NOON.plusSeconds(60))).contains(open.id());

        incidents().save(failing(open)).block();

        assertThat(dueAt(NOON.plusMillis(1999))).doesNotContain(open.id());
        assertThat(dueAt(NOON.plusSeconds(2))).contains(open.id());

        Incident waiting = incidents().find(open.id()).block();
        incidents().save(word(waiting, TargetStatus.DELETED)).block();
        assertThat(dueAt(NOON.plusSeconds(2))).doesNotContain(open.id());
    }

    @Test
    default void oneIncidentIsOpenPerTarget() {
        Target target = target("alpha");
        Incident first = open(target, NOON);
        IncidentChange second = opening(target, NOON.plusSeconds(1));

        assertThat(incidents().save(second).block()).isFalse();
        incidents().save(word(first, TargetStatus.RUNNING)).block();
        assertThat(incidents().save(second).block()).isTrue();
    }

    @Test
    default void refusesAnIncidentLoadedBeforeAnotherChange() {
        Incident open = open(target("alpha"), NOON);
        assertThat(incidents().save(failing(open)).block()).isTrue();
        assertThat(incidents().save(failing(open)).block()).isFalse();
        assertThat(incidents().save(word(open, TargetStatus.RUNNING)).block()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = TargetStatus.class,
            names = {"RUNNING", "STOPPED", "DELETED", "FAILED"})
    default void nothingLeavesAClosedIncident(TargetStatus closing) {
        Incident open = open(target("alpha"), NOON);
        incidents().save(word(open, closing)).block();
        Incident closed = incidents().find(open.id()).block();

        for (TargetStatus word : new TargetStatus[] {TargetStatus.RUNNING, TargetStatus.FAILED}) {
            assertThat(incidents().save(onto(closed, word(open, word))).block()).isFalse();
        }
        assertThat(incidents().save(onto(closed, failing(open))).block()).isFalse();
        assertThat(incidents().find(open.id()).block()).isEqualTo(closed);
    }

    @Test
    default void listsNewestFirstWithinTheFilter() {
        String project = "p-" + UUID.randomUUID().toString().substring(0, 8);
        Target target = target(project);
        Incident oldest = open(target, NOON);
        incidents().save(word(oldest, TargetStatus.RUNNING)).block();
        Incident middle = open(target(project), NOON.plusSeconds(1));
        Incident newest = open(target, NOON.plusSeconds(2));

        Set<String> here = Set.of(project);
        assertThat(ids(new IncidentFilter(here, null, null), 0, 10))
                .containsExactly(newest.id(), middle.id(), oldest.id());
        assertThat(ids(new IncidentFilter(here, null, null), 1, 1)).containsExactly(middle.id());
        assertThat(ids(new IncidentFilter(here, target.id(), null), 0, 10)).containsExactly(newest.id(), oldest.id());
        assertThat(ids(new IncidentFilter(here, null, IncidentStatus.RESOLVED), 0, 10))
                .containsExactly(oldest.id());
        assertThat(ids(new IncidentFilter(null, target.id(), IncidentStatus.OPEN), 0, 10))
                .containsExactly(newest.id());
        assertThat(ids(new IncidentFilter(Set.of(), null, null), 0, 10)).isEmpty();
        assertThat(incidents()
                        .list(new IncidentFilter(here, null, null), 2, 2)
                        .block()
                        .total())
                .isEqualTo(3);
    }

    private List<String> ids(IncidentFilter filter, long offset, int limit) {
        return incidents().list(filter, offset, limit).block().items().stream()
                .map(Incident::id)
                .toList();
    }

    private List<String> dueAt(Instant now) {
        return incidents().due(now, 1000).map(Incident::id).collectList().block();
    }

    private Incident open(Target target, Instant at) {
        IncidentChange change = opening(target, at);
        assertThat(incidents().save(change).block()).isTrue();
        return incidents().find(change.incident().id()).block();
    }

    /** The change as it would look if it had been made from the newest version. */
    private static IncidentChange onto(Incident newest, IncidentChange change) {
        Incident it = change.incident();
        return new IncidentChange(
                new Incident(
                        it.id(),
                        it.target(),
                        it.reason(),
                        it.correlationIds(),
                        it.openedAt(),
                        it.crashes(),
                        it.remediations(),
                        it.state(),
                        newest.version(),
                        newest.eventSequence()),
                change.events());
    }

    private static IncidentChange opening(Target target, Instant at) {
        Crash crash = new Crash(at, 2, "correlation");
        return healer().afterCrash(null, ObservedTarget.unheard(target), crash, at);
    }

    private static IncidentChange failing(Incident open) {
        String awaited = open.remediations().getLast().id();
        return healer().afterFailedAttempt(open, awaited, "port-taken", NOON).orElseThrow();
    }

    private static IncidentChange word(Incident open, TargetStatus word) {
        return healer().afterWord(open, word, NOON.plusSeconds(30)).orElseThrow();
    }

    private static Healer healer() {
        return new Healer(POLICY, () -> UUID.randomUUID().toString());
    }

    private static Target target(String project) {
        return Target.session(UUID.randomUUID().toString(), project);
    }
}
