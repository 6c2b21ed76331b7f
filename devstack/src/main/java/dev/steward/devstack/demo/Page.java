package dev.steward.devstack.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** A page of a session's workspace, fetched from the session itself and without credentials. */
public final class Page implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final HttpRequest request;
    private final String content;

    public Page(URI address, String content) {
        this.request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
        this.content = content;
    }

    URI address() {
        return request.uri();
    }

    boolean answers() {
        try {
            var response = http.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 && response.body().equals(content);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public void awaitAnswer(Duration patience) {
        await("an answer from " + address(), patience, true);
    }

    void awaitSilence(Duration patience) {
        await("the end of the process behind " + address(), patience, false);
    }

    private void await(String what, Duration patience, boolean wanted) {
        Poll.until(what, patience, PAUSE, () -> answers() == wanted ? Optional.of(wanted) : Optional.empty());
    }

    @Override
    public void close() {
        http.close();
    }
}
