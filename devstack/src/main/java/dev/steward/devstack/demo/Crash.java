package dev.steward.devstack.demo;

import dev.steward.devstack.process.Console;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Step 3: the session's process is killed; an incident opens, the page answers again, the incident resolves. */
final class Crash {
    private static final Duration HEALING = Duration.ofSeconds(60);

    private Crash() {}

    /** The resolved incident; absent if nothing could be killed. */
    static Optional<JsonNode> of(Developer developer, DevSession session, Page page, Faults faults, Console console) {
        long killed = System.nanoTime();
        if (!faults.killSession(session.id())) {
            console.say("   skipped: the suite is elsewhere; give --kill-session COMMAND to have it done");
            return Optional.empty();
        }
        page.awaitSilence(HEALING);
        page.awaitAnswer(HEALING);
        var outage = Console.since(killed);
        console.say("   killed; the page answers again after " + outage.toMillis()
                + " ms, same session id, the file still there");
        var incident = Poll.until("the incident of session " + session.id() + " resolves", HEALING, () -> {
            var items = developer
                    .api()
                    .get("/api/v1/incidents?target_id=" + session.id())
                    .path("items");
            return items.valueStream()
                    .filter(item -> item.path("status").asString().equals("resolved"))
                    .findFirst();
        });
        console.say("   incident " + incident.path("id").asString() + " opened "
                + incident.path("opened_at").asString() + " and resolved "
                + incident.path("resolved_at").asString());
        return Optional.of(incident);
    }
}
