package dev.steward.devstack.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The suite's HTTP interface for one caller. A status other than the expected one is an exception that quotes it. A
 * patient caller repeats a request, with the same idempotency key, as long as the suite says or shows that it cannot
 * answer now.
 */
public final class Api {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Set<Integer> LATER = Set.of(409, 429, 502, 503, 504);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final HttpClient http;
    private final URI gateway;
    private final Duration patience;
    private final @Nullable String token;

    private Api(HttpClient http, URI gateway, Duration patience, @Nullable String token) {
        this.http = http;
        this.gateway = gateway;
        this.patience = patience;
        this.token = token;
    }

    public static Api at(URI gateway) {
        var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        return new Api(http, gateway, Duration.ZERO, null);
    }

    public Api patient(Duration howLong) {
        return new Api(http, gateway, howLong, token);
    }

    /** The same interface for the user with this password. */
    public Api loginAs(String username, String password) {
        var answer = new Api(http, gateway, patience, null)
                .post("/api/v1/auth/login", Map.of("username", username, "password", password), 200);
        return new Api(http, gateway, patience, answer.path("access_token").asString());
    }

    public JsonNode get(String path) {
        return send(request(path).GET(), 200).body();
    }

    /** The answer whatever its status is. */
    public Answer ask(String path) {
        return exchange(request(path).GET().build());
    }

    public JsonNode post(String path, Object body, int expected) {
        return send(
                        json(path)
                                .header("Idempotency-Key", UUID.randomUUID().toString())
                                .POST(body(body)),
                        expected)
                .body();
    }

    /** The answer whatever its status is. */
    public Answer tryPost(String path, Object body) {
        return exchange(json(path).POST(body(body)).build());
    }

    public void put(String path, Object body) {
        send(json(path).PUT(body(body)), 200, 201, 204);
    }

    public JsonNode upload(String path, String contentType, BodyPublisher content) {
        var request = request(path).header("Content-Type", contentType).timeout(Duration.ofMinutes(10));
        return send(request.PUT(content), 200, 201, 204).body();
    }

    private Answer send(HttpRequest.Builder builder, int... expected) {
        var request = builder.build();
        var answer = patience.isZero() ? exchange(request) : exchangePatiently(request);
        for (int status : expected) {
            if (answer.status() == status) {
                return answer;
            }
        }
        throw new DemoException(request.method() + " " + request.uri() + " answered " + answer);
    }

    private Answer exchangePatiently(HttpRequest request) {
        return Poll.until(request.method() + " " + request.uri() + " is answered", patience, PAUSE, () -> {
            try {
                return Optional.of(exchange(request)).filter(answer -> !LATER.contains(answer.status()));
            } catch (UncheckedIOException e) {
                return Optional.empty();
            }
        });
    }

    private Answer exchange(HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), parse(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted", e);
        }
    }

    private HttpRequest.Builder request(String path) {
        var builder = HttpRequest.newBuilder(gateway.resolve(path)).timeout(TIMEOUT);
        return token == null ? builder : builder.header("Authorization", "Bearer " + token);
    }

    private HttpRequest.Builder json(String path) {
        return request(path).header("Content-Type", "application/json");
    }

    private static BodyPublisher body(Object body) {
        return BodyPublishers.ofString(JSON.writeValueAsString(body));
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return JSON.getNodeFactory().stringNode(body);
        }
    }
}
