package dev.steward.devstack.demo;

import dev.steward.devstack.process.Console;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Step 5, second half: the events of the crash, joined by one correlation id. */
final class Timeline {
    private static final Set<String> CHAIN = Set.of(
            "session.crashed.v1",
            "incident.opened.v1",
            "remediation.requested.v1",
            "session.restarting.v1",
            "session.started.v1",
            "session.remediation-succeeded.v1",
            "incident.resolved.v1");

    private Timeline() {}

    static void of(Developer developer, JsonNode incident, Console console) {
        var correlation = incident.path("correlation_id").asString();
        var path = "/api/v1/incidents/" + incident.path("id").asString();
        var events = Poll.until("the whole chain of events " + CHAIN, Duration.ofSeconds(30), () -> {
            var timeline = developer.api().get(path).path("timeline");
            var types = timeline.valueStream()
                    .filter(event -> event.path("correlation_id").asString().equals(correlation))
                    .map(event -> event.path("type").asString())
                    .collect(Collectors.toSet());
            return types.containsAll(CHAIN) ? Optional.of(timeline) : Optional.empty();
        });
        console.say("   correlation id " + correlation);
        for (var event : events) {
            console.say("     " + event.path("time").asString() + "  "
                    + event.path("type").asString() + "  from "
                    + event.path("source").asString());
        }
    }
}
