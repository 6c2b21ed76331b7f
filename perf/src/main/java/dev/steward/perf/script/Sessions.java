package dev.steward.perf.script;

import dev.steward.perf.load.Call;
import dev.steward.perf.load.Http;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** What the users of a project do with dev sessions. */
public record Sessions(Http http, String project) {
    public static final String PAGE = "<!doctype html><title>Load</title><p>Served by a dev session.</p>\n";

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(250);

    public String open(Member member) {
        return http.send(opening(UUID.randomUUID().toString()), member.token(http))
                .text("id");
    }

    public Call opening(String key) {
        return opening(key, Map.of());
    }

    /**
     * A session with wishes.
     *
     * @param wishes what is asked for beside the project
     */
    public Call opening(String key, Map<String, String> wishes) {
        var body = new TreeMap<>(wishes);
        body.put("project_id", project);
        return Call.post("open session", "/api/v1/sessions", body, key, 201);
    }

    /** Its address once it runs; a session that does not run in time is a broken check. */
    public URI awaitRunning(Member member, String id) {
        var session = awaitStatus(member, id, "running");
        return URI.create(session.path("addresses").path("direct").asString());
    }

    /** As it is once it has this status, which is expected to come. */
    public JsonNode awaitStatus(Member member, String id, String wanted) {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            var session =
                    http.send(Call.get("session", path(id)), member.token(http)).json();
            var status = session.path("status").asString();
            if (status.equals(wanted)) {
                return session;
            }
            if (status.equals("failed") || System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "session " + id + " is " + status + " and not " + wanted + ": " + session);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    public void put(Member member, String id, String page) {
        http.send(Call.put("file put", path(id) + "/files/index.html", "text/html", page), member.token(http));
    }

    public void delete(Member member, String id) {
        http.send(Call.delete("delete session", path(id)), member.token(http));
    }

    /** Opens one, waits until it runs, looks at its page, deletes it and sees that it is gone. */
    void openAndDelete(Member member) {
        var id = open(member);
        var address = awaitRunning(member, id);
        put(member, id, PAGE);
        var page = http.send(Call.get("page", address.resolve("/index.html").toString()), null);
        if (!page.body().equals(PAGE)) {
            http.measurements().broken("the page of session " + id + " is another than was put there");
        }
        delete(member, id);
        http.send(Call.get("deleted session", path(id)).expecting(404), member.token(http));
    }

    public static String path(String id) {
        return "/api/v1/sessions/" + id;
    }
}
