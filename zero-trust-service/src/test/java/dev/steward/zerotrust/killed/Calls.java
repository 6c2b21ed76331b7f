package dev.steward.zerotrust.killed;

import dev.steward.zerotrust.TestSecrets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Speaks HTTP to one life of the service. A call that is not answered is told apart from one that is refused. */
final class Calls implements AutoCloseable {

    static final Map<String, Object> NOTHING = Map.of();

    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};
    private static final String EXCHANGE = "grant_type=urn:ietf:params:oauth:grant-type:token-exchange"
            + "&subject_token_type=urn:steward:params:oauth:token-type:api-key&subject_token=";

    // Of this life alone: a connection to the life before it would fail a call that was never sent.
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String address;
    private final AtomicInteger countdown;
    private final Runnable last;

    /**
     * Calls to the service on this port.
     *
     * @param answers after so many of them the last runs, on the thread of whoever got it
     */
    Calls(int port, int answers, Runnable last) {
        this.address = "http://127.0.0.1:" + port;
        this.countdown = new AtomicInteger(answers);
        this.last = last;
    }

    Answer login(String username) {
        return post("", "/api/v1/auth/login", Map.of("username", username, "password", TestSecrets.PASSWORD));
    }

    Answer get(String token, String path) {
        return send(token, path, request(path).GET());
    }

    Answer post(String token, String path, Map<String, ?> body) {
        return send(
                token,
                path,
                request(path).header("Content-Type", "application/json").POST(json(body)));
    }

    Answer put(String token, String path, Map<String, ?> body) {
        return send(
                token,
                path,
                request(path)
                        .header("Content-Type", "application/json")
                        .header("If-Match", "*")
                        .PUT(json(body)));
    }

    Answer delete(String token, String path) {
        return send(token, path, request(path).DELETE());
    }

    /** A token for an API key. */
    Answer exchange(String key) {
        String path = "/oauth2/token";
        return send(
                "",
                path,
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(EXCHANGE + key)));
    }

    boolean isReady() {
        try {
            return get("", "/health/ready").status() == 200;
        } catch (Unanswered e) {
            return false;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private Answer send(String token, String path, HttpRequest.Builder builder) {
        if (!token.isEmpty()) {
            builder.header("Authorization", "Bearer " + token);
        }
        HttpRequest request = builder.timeout(Duration.ofSeconds(60)).build();
        String name = request.method() + " " + path;
        try {
            var response = http.send(request, BodyHandlers.ofString());
            String body = response.body();
            Answer answer = new Answer(
                    name,
                    response.statusCode(),
                    response.headers().firstValue("ETag").orElse(""),
                    body.isEmpty() ? NOTHING : JsonMapper.shared().readValue(body, MEMBERS));
            if (countdown.decrementAndGet() == 0) {
                last.run();
            }
            return answer;
        } catch (IOException e) {
            throw new Unanswered(name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path));
    }

    private static BodyPublisher json(Map<String, ?> body) {
        return BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body));
    }
}
