package dev.steward.devstack.demo;

import dev.steward.devstack.process.Console;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Step 2: a dev session and the page in its workspace. */
record DevSession(Developer developer, String id, URI address) {
    private static final Duration START = Duration.ofSeconds(60);

    static DevSession open(Developer developer, Console console) {
        var created = developer.api().post("/api/v1/sessions", Map.of("project_id", developer.projectId()), 201);
        var id = created.path("id").asString();
        var running = running(developer, id);
        var address = URI.create(running.path("addresses").path("direct").asString());
        console.say("   session " + id + " is running at " + address);
        return new DevSession(developer, id, address);
    }

    Page publish(String content, Console console) {
        developer.api().upload(path(id) + "/files/index.html", "text/html", BodyPublishers.ofString(content));
        var page = new Page(address.resolve("/index.html"), content);
        page.awaitAnswer(START);
        console.say("   " + page.address() + " answers with the page that was put there");
        return page;
    }

    /** The session as it is once it runs. */
    JsonNode awaitRunning() {
        return running(developer, id);
    }

    /** The session now; absent while nobody answers for it. */
    Optional<JsonNode> now() {
        try {
            var answer = developer.api().ask(path(id));
            return answer.status() == 200 ? Optional.of(answer.body()) : Optional.empty();
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static JsonNode running(Developer developer, String id) {
        return Poll.until("session " + id + " runs", START, () -> {
            var session = developer.api().get(path(id));
            var status = session.path("status").asString();
            if (status.equals("failed")) {
                throw new DemoException("session " + id + " failed: " + session);
            }
            return status.equals("running") ? Optional.of(session) : Optional.empty();
        });
    }

    private static String path(String id) {
        return "/api/v1/sessions/" + id;
    }
}
