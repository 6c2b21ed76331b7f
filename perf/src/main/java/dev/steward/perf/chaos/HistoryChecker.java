package dev.steward.perf.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Says where a history breaks the promise: no accepted work is lost, no effect happens twice, a terminal state is
 * final. An event that stands in its topic twice under one id is no violation, since consumers know it by that id.
 */
final class HistoryChecker {
    private final History history;
    private final List<String> violations = new ArrayList<>();

    private HistoryChecker(History history) {
        this.history = history;
    }

    /** What is broken, in words; empty if nothing is. */
    static List<String> check(History history) {
        var checker = new HistoryChecker(history);
        checker.check();
        return List.copyOf(checker.violations);
    }

    private void check() {
        var sessions = bySubject(history.sessionEvents());
        for (var session : history.opened()) {
            require(
                    sessions.containsKey(session),
                    "session " + session + " was accepted and is lost: no event names it");
        }
        history.listed().stream()
                .filter(id -> !history.opened().contains(id))
                .forEach(id -> require(false, "session " + id + " exists and nobody's creation of it was accepted"));
        sessions.forEach((id, events) -> {
            require(history.opened().contains(id), "session " + id + " has events and was never accepted");
            gapless("session " + id, events);
            session(id, events);
        });
        var incidents = bySubject(history.healingEvents());
        incidents.forEach((id, events) -> {
            gapless("incident " + id, events);
            incident(id, events);
        });
    }

    private void session(String id, Collection<Event> events) {
        var what = "session " + id;
        exactly(1, "requested", what, events);
        long crashes = count("crashed", events);
        long restarts = count("restarting", events);
        exactly(history.kills().getOrDefault(id, 0), "crashed", what, events);
        long starts = count("started", events);
        require(
                starts <= 1 + restarts
                        && (starts == 1 + restarts || !history.ran().contains(id)),
                what + " was to start " + (1 + restarts) + " times and started " + starts + " times");
        require(restarts <= crashes, what + " crashed " + crashes + " times and was restarted " + restarts + " times");
        exactly(history.deleted().contains(id) ? 1 : 0, "deleted", what, events);
        var last = events.stream()
                .reduce((before, after) -> after)
                .map(Event::type)
                .orElse("");
        require(
                count("deleted", events) == 0 || last.equals("session.deleted.v1"),
                what + " was deleted, and then came " + last);
        long samples = count("usage-sampled", events);
        long lines = history.ledgerLines().getOrDefault(id, 0L);
        require(samples == lines, what + " has " + samples + " samples of usage and " + lines + " lines in the ledger");
        long answered = count("remediation-succeeded", events) + count("remediation-failed", events);
        long asked = requests(id);
        require(
                asked == answered,
                what + " was to be repaired " + asked + " times and answered " + answered + " times");
    }

    private long requests(String session) {
        return distinct(history.healingEvents()).stream()
                .filter(event -> event.type().equals("remediation.requested.v1"))
                .filter(event -> event.data().path("target_id").asString("").equals(session))
                .count();
    }

    private void incident(String id, Collection<Event> events) {
        var what = "incident " + id;
        long opened = of("incident.opened.v1", events);
        long closed = of("incident.resolved.v1", events) + of("incident.escalated.v1", events);
        require(opened == 1, what + " was opened " + opened + " times");
        require(closed == 1, what + " was closed " + closed + " times");
    }

    private void gapless(String what, Collection<Event> events) {
        long expected = 1;
        for (var event : events) {
            if (event.sequence() != expected) {
                require(false, what + " has event " + event.sequence() + " where " + expected + " belongs");
                return;
            }
            expected++;
        }
    }

    private void exactly(long expected, String type, String what, Collection<Event> events) {
        long found = count(type, events);
        require(found == expected, what + " says " + type + " " + found + " times instead of " + expected);
    }

    private static long count(String type, Collection<Event> events) {
        return of("session." + type + ".v1", events);
    }

    private static long of(String type, Collection<Event> events) {
        return events.stream().filter(event -> event.type().equals(type)).count();
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            violations.add(otherwise);
        }
    }

    private static Map<String, List<Event>> bySubject(List<Event> events) {
        return distinct(events).stream()
                .sorted(Comparator.comparingLong(Event::sequence))
                .collect(Collectors.groupingBy(Event::subject, TreeMap::new, Collectors.toList()));
    }

    private static Collection<Event> distinct(List<Event> events) {
        return events.stream()
                .collect(Collectors.toMap(Event::id, Function.identity(), (first, again) -> first, LinkedHashMap::new))
                .values();
    }
}
