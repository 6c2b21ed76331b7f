package dev.steward.devstack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One request as it is written, well or badly. */
record RawCall(String method, String path, @Nullable String token, String body) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static RawCall get(String path) {
        return new RawCall("GET", path, null, "");
    }

    static RawCall post(String path, String body) {
        return new RawCall("POST", path, null, body);
    }

    static RawCall put(String path, String body) {
        return new RawCall("PUT", path, null, body);
    }

    RawCall by(@Nullable String caller) {
        return new RawCall(method, path, caller, body);
    }

    HttpResponse<String> send(URI gateway, String traceId) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("X-Trace-ID", traceId);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public String toString() {
        return method + " " + path + " " + body.substring(0, Math.min(body.length(), 80));
    }
}
