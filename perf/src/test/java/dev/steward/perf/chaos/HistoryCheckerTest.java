package dev.steward.perf.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class HistoryCheckerTest {
    private static final String SESSION = "s";

    private final List<Event> sessionEvents = new ArrayList<>();
    private final List<Event> healingEvents = new ArrayList<>();

    @BeforeEach
    void aSessionThatCrashedAndWasDeleted() {
        for (var type : List.of(
                "requested",
                "started",
                "crashed",
                "restarting",
                "started",
                "remediation-succeeded",
                "usage-sampled",
                "deleted")) {
            say(type);
        }
        for (var type : List.of("incident.opened", "remediation.requested", "incident.resolved")) {
            healingEvents.add(event(type + ".v1", "i", healingEvents.size() + 1, SESSION));
        }
    }

    @Test
    void findsNothingInAHistoryThatKeepsThePromise() {
        assertThat(check()).isEmpty();
    }

    @Test
    void takesALateCopyOfAnEventForTheEventItIs() {
        sessionEvents.add(sessionEvents.getFirst());

        assertThat(check()).isEmpty();
    }

    @Test
    void missesAnAcceptedSession() {
        assertThat(check(Set.of(SESSION, "other"), 1))
                .containsExactly("session other was accepted and is lost: no event names it");
    }

    @Test
    void noticesASessionNobodyWasPromised() {
        sessionEvents.add(event("session.requested.v1", "stray", 1, "stray"));
        sessionEvents.add(event("session.started.v1", "stray", 2, "stray"));

        assertThat(check()).containsExactly("session stray has events and was never accepted");
    }

    @Test
    void noticesAListedSessionNobodyWasPromised() {
        var history = new History(
                Set.of(SESSION),
                Set.of(SESSION),
                Set.of(SESSION),
                Map.of(SESSION, 1),
                Set.of("stray"),
                sessionEvents,
                healingEvents,
                Map.of(SESSION, 1L));

        assertThat(HistoryChecker.check(history))
                .containsExactly("session stray exists and nobody's creation of it was accepted");
    }

    @Test
    void noticesALostEvent() {
        sessionEvents.removeIf(event -> event.type().equals("session.usage-sampled.v1"));

        assertThat(check(Set.of(SESSION), 0)).containsExactly("session s has event 8 where 7 belongs");
    }

    @Test
    void noticesASecondStart() {
        sessionEvents.add(5, event("session.started.v1", SESSION, 9, SESSION));

        assertThat(check()).contains("session s was to start 2 times and started 3 times");
    }

    @Test
    void noticesAStartThatNeverCame() {
        sessionEvents.removeLast();
        sessionEvents.removeIf(event -> event.sequence() == 5);

        assertThat(check()).contains("session s was to start 2 times and started 1 times");
    }

    @Test
    void expectsNoStartOfASessionThatWasDeletedEarly() {
        sessionEvents.clear();
        healingEvents.clear();
        say("requested");
        say("deleted");
        var history = new History(
                Set.of(SESSION), Set.of(SESSION), Set.of(), Map.of(), Set.of(), sessionEvents, healingEvents, Map.of());

        assertThat(HistoryChecker.check(history)).isEmpty();
    }

    @Test
    void noticesAnEventAfterTheLast() {
        say("started");

        assertThat(check()).contains("session s was deleted, and then came session.started.v1");
    }

    @Test
    void noticesASampleBilledTwiceOrNever() {
        assertThat(check(Set.of(SESSION), 2))
                .containsExactly("session s has 1 samples of usage and 2 lines in the ledger");
        assertThat(check(Set.of(SESSION), 0))
                .containsExactly("session s has 1 samples of usage and 0 lines in the ledger");
    }

    @Test
    void noticesAnIncidentThatStaysOpenAndARepairNobodyAnswered() {
        healingEvents.removeLast();
        healingEvents.add(event("remediation.requested.v1", "i", 3, SESSION));

        assertThat(check())
                .containsExactly(
                        "session s was to be repaired 2 times and answered 1 times", "incident i was closed 0 times");
    }

    @Test
    void noticesAKillThatNobodyNoticed() {
        var history = new History(
                Set.of(SESSION),
                Set.of(SESSION),
                Set.of(SESSION),
                Map.of(SESSION, 2),
                Set.of(),
                sessionEvents,
                healingEvents,
                Map.of(SESSION, 1L));

        assertThat(HistoryChecker.check(history)).containsExactly("session s says crashed 1 times instead of 2");
    }

    @Test
    void noticesADeletionThatNeverCame() {
        sessionEvents.removeLast();

        assertThat(check()).containsExactly("session s says deleted 0 times instead of 1");
    }

    private List<String> check() {
        return check(Set.of(SESSION), 1);
    }

    private List<String> check(Set<String> opened, long lines) {
        return HistoryChecker.check(new History(
                opened,
                Set.of(SESSION),
                Set.of(SESSION),
                Map.of(SESSION, 1),
                Set.of(SESSION),
                sessionEvents,
                healingEvents,
                Map.of(SESSION, lines)));
    }

    private void say(String type) {
        sessionEvents.add(event("session." + type + ".v1", SESSION, sessionEvents.size() + 1, SESSION));
    }

    private static Event event(String type, String subject, long sequence, String target) {
        var data = JsonMapper.shared().createObjectNode().put("target_id", target);
        return new Event(type + "-" + subject + "-" + sequence, type, subject, sequence, "p", data);
    }
}
