package dev.steward.session.killed;

import dev.steward.session.EventClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests to a service that may be gone before it answers. */
record Calls(HttpClient client, int port, String token) implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String SESSIONS = "/api/v1/sessions";

    static Calls of(int port, String token) {
        return new Calls(HttpClient.newHttpClient(), port, token);
    }

    /** Its id; empty when nobody answered. */
    String create() {
        var answer = send("POST", SESSIONS, JSON.writeValueAsString(Map.of("project_id", KilledService.PROJECT)));
        return answer == null ? "" : JSON.readTree(answer.body()).path("id").asString();
    }

    /** Whether it was answered as asked. */
    boolean ask(String id, String verb) {
        return succeeded(send("POST", SESSIONS + "/" + id + "/" + verb, ""));
    }

    boolean delete(String id) {
        return succeeded(send("DELETE", SESSIONS + "/" + id, ""));
    }

    /** Also {@code deleted}, of one that is not there, and empty when nobody answered. */
    String status(String id) {
        var answer = send("GET", SESSIONS + "/" + id, "");
        if (answer == null) {
            return "";
        }
        return answer.statusCode() == 404
                ? "deleted"
                : JSON.readTree(answer.body()).path("status").asString();
    }

    /** All of its user. */
    JsonNode sessions() {
        var answer = send("GET", SESSIONS + "?page_size=100", "");
        return answer == null
                ? JSON.createArrayNode()
                : JSON.readTree(answer.body()).path("items");
    }

    /** The numbers of all steps of a session, oldest first. */
    List<String> steps(String id) {
        var answer = send("GET", SESSIONS + "/" + id + "/history?page_size=100", "");
        return answer == null
                ? List.of()
                : JSON.readTree(answer.body())
                        .path("items")
                        .valueStream()
                        .map(step -> step.path("number").asString())
                        .toList()
                        .reversed();
    }

    /** Its steps as they are told, from the one after {@code last} on, or from the first. */
    EventClient listen(String id, String last) {
        return new EventClient(port, SESSIONS + "/" + id + "/events?follow=true", token, last);
    }

    private static boolean succeeded(@Nullable HttpResponse<String> answer) {
        return answer != null && answer.statusCode() / 100 == 2;
    }

    private @Nullable HttpResponse<String> send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException _) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
