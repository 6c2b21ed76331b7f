package dev.steward.devstack.demo;

import dev.steward.devstack.process.Console;
import java.math.BigDecimal;
import java.time.Duration;

/** Step 5, first half: what the session and the job cost so far. */
final class Bill {
    // Usage is sampled every 15 s and reaches the ledger over two topics.
    private static final Duration SAMPLED = Duration.ofSeconds(60);

    private Bill() {}

    static void of(Developer developer, DevSession session, String job, Console console) {
        print(developer, "session", session.id(), console);
        print(developer, "job", job, console);
    }

    private static void print(Developer developer, String kind, String id, Console console) {
        var line = Poll.until("a cost of " + kind + " " + id, SAMPLED, () -> {
            var costs = developer.api().get("/api/v1/costs?group_by=" + kind + "&project_id=" + developer.projectId());
            return costs.path("items")
                    .valueStream()
                    .filter(item -> item.path("key").asString().equals(id))
                    .findFirst()
                    .map(item -> BigDecimal.valueOf(item.path("cost_micros").asLong(), 6)
                                    .toPlainString() + " "
                            + costs.path("currency").asString() + " for "
                            + item.path("cpu_seconds") + " CPU s and "
                            + item.path("memory_gib_seconds") + " GiB s");
        });
        console.say("   " + kind + " " + id + ": " + line);
    }
}
