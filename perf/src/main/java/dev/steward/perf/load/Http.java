package dev.steward.perf.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Sends requests and reports how long each took and whether it was answered as expected. Shared by all threads. */
public final class Http implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int SHOWN = 200;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI gateway;
    private final Measurements measurements;

    public Http(URI gateway, Measurements measurements) {
        this.gateway = gateway;
        this.measurements = measurements;
    }

    public Measurements measurements() {
        return measurements;
    }

    public Reply send(Call call, @Nullable String token) {
        return send(call, token, System.nanoTime());
    }

    /** The answer to a request that should have been sent at {@code due}. */
    public Reply send(Call call, @Nullable String token, long due) {
        var outcome = attempt(call, token, due);
        if (outcome instanceof Outcome.Failed(Failure failure)) {
            throw new UnexpectedAnswerException(failure);
        }
        return ((Outcome.Answered) outcome).reply();
    }

    /** What became of a request. */
    public sealed interface Outcome {
        record Answered(Reply reply) implements Outcome {}

        record Failed(Failure failure) implements Outcome {}
    }

    public Outcome attempt(Call call, @Nullable String token, long due) {
        var from = Instant.now();
        try {
            var response = client.send(request(call, token), BodyHandlers.ofString());
            long nanos = System.nanoTime() - due;
            if (call.expected().contains(response.statusCode())) {
                measurements.succeeded(call.step(), nanos);
                return new Outcome.Answered(new Reply(response.statusCode(), response.body()));
            }
            return failed(call, from, nanos, response);
        } catch (IOException e) {
            long nanos = System.nanoTime() - due;
            var failure = new Failure(call.step(), from, Instant.now(), 0, null, call.target() + " " + e);
            measurements.failed(failure, nanos);
            return new Outcome.Failed(failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Outcome failed(Call call, Instant from, long nanos, HttpResponse<String> response) {
        var body = response.body();
        var failure = new Failure(
                call.step(),
                from,
                Instant.now(),
                response.statusCode(),
                response.headers().firstValue("Retry-After").orElse(null),
                call.target() + " " + body.substring(0, Math.min(SHOWN, body.length())));
        measurements.failed(failure, nanos);
        return new Outcome.Failed(failure);
    }

    private HttpRequest request(Call call, @Nullable String token) {
        var builder = HttpRequest.newBuilder(gateway.resolve(call.target())).timeout(TIMEOUT);
        call.headers().forEach(builder::header);
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        return builder.method(call.method(), call.body()).build();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
