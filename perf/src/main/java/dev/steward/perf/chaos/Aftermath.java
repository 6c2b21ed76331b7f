package dev.steward.perf.chaos;

import dev.steward.events.Topics;
import dev.steward.perf.load.Call;
import dev.steward.perf.load.Http;
import dev.steward.perf.load.Measurements;
import dev.steward.perf.script.Sessions;
import dev.steward.perf.script.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** What has to hold once the faults are over. Everything gets time to settle; what then does not hold is broken. */
record Aftermath(Setting setting, AcceptedWork work, Outages outages, EventLog events) {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int PAGE_SIZE = 100;

    void check() {
        var measurements = setting.http().measurements();
        measurements.failures().stream()
                .filter(failure -> !outages.excuse(failure))
                .forEach(failure -> measurements.broken("not excused by an outage: " + failure));
        var standing = new HashSet<>(work.opened());
        standing.removeAll(work.deleted());
        standing.forEach(id -> broken(measurements, within(() -> session(id))));
        var listed = listed();
        broken(
                measurements,
                standing.stream()
                        .filter(id -> !listed.contains(id))
                        .map(id -> "session " + id + " was accepted and is not listed")
                        .toList());
        standing.stream().filter(id -> !id.equals(setting.seed().session())).forEach(work::delete);
        broken(measurements, within(() -> HistoryChecker.check(history(standing, listed))));
    }

    private static void broken(Measurements measurements, List<String> violations) {
        violations.forEach(measurements::broken);
    }

    /** The violations that are left when time is up. */
    private static List<String> within(Supplier<List<String>> check) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var violations = check.get();
            if (violations.isEmpty() || System.nanoTime() > deadline) {
                return violations;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private List<String> session(String id) {
        var session = work.session(id).json();
        int kills = work.killsOf(id);
        if (!session.path("status").asString().equals("running")
                || session.path("crash_count").asInt() != kills) {
            return List.of("session " + id + ", killed " + kills + " times, is " + session);
        }
        var address = URI.create(session.path("addresses").path("direct").asString());
        return page(address).equals(Optional.of(expectedPage(id)))
                ? List.of()
                : List.of("session " + id + " runs without the page that was put there");
    }

    private Optional<String> page(URI address) {
        var call = Call.get("page", address.resolve("/index.html").toString());
        var outcome = setting.seed().unmeasured().attempt(call, null, System.nanoTime());
        return outcome instanceof Http.Outcome.Answered(var reply) ? Optional.of(reply.body()) : Optional.empty();
    }

    private String expectedPage(String id) {
        return id.equals(setting.seed().session()) ? Sessions.PAGE : AcceptedWork.page(id);
    }

    private Set<String> listed() {
        var ids = new HashSet<String>();
        for (int page = 1, pages = 1; page <= pages; page++) {
            var found = work.get("sessions", "/api/v1/sessions?page_size=" + PAGE_SIZE + "&page=" + page + inProject())
                    .json();
            found.path("items").forEach(item -> ids.add(item.path("id").asString()));
            pages = found.path("total_pages").asInt();
        }
        return ids;
    }

    private History history(Set<String> ran, Set<String> listed) {
        return new History(
                work.opened(),
                work.deleted(),
                ran,
                work.kills(),
                listed,
                events.read(Topics.SESSION_EVENTS),
                events.read(Topics.HEALING_EVENTS),
                ledgerLines());
    }

    private Map<String, Long> ledgerLines() {
        var lines = new HashMap<String, Long>();
        for (int page = 1, pages = 1; page <= pages; page++) {
            var found = work.get(
                            "costs",
                            "/api/v1/costs?group_by=session&page_size=" + PAGE_SIZE + "&page=" + page + inProject())
                    .json();
            found.path("items")
                    .forEach(item -> lines.put(
                            item.path("key").asString(), item.path("lines").asLong()));
            pages = found.path("total_pages").asInt();
        }
        return lines;
    }

    private String inProject() {
        return "&project_id=" + setting.seed().project();
    }
}
