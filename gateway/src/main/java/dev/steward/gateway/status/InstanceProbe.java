package dev.steward.gateway.status;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks one instance of a service how it does, outside of the connections that carry requests. Never fails. */
public final class InstanceProbe {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int LARGEST = 4 << 20;

    private final HttpClient client = HttpClient.newConnection().responseTimeout(PATIENCE);
    private final JsonMapper json;

    public InstanceProbe(JsonMapper json) {
        this.json = json;
    }

    /** What an instance said; next to nothing is known of one that does not answer. */
    public record Answer(String address, Health state, MetricsText metrics) {}

    Mono<Answer> ask(URI instance) {
        Mono<Health> health = get(instance, "/health/ready", text -> text).map(this::health);
        Mono<MetricsText> metrics = get(instance, "/actuator/prometheus", MetricsText::of);
        return Mono.zip(
                health.defaultIfEmpty(Health.DOWN),
                metrics.defaultIfEmpty(MetricsText.NOTHING),
                (state, told) -> new Answer(instance.toString(), state, told));
    }

    private <T> Mono<T> get(URI instance, String path, Function<String, T> read) {
        return client.get()
                .uri(instance.resolve(path))
                .responseSingle((HttpClientResponse response, ByteBufMono body) -> body.asByteArray()
                        .filter(bytes -> bytes.length <= LARGEST)
                        .map(bytes -> read.apply(new String(bytes, StandardCharsets.UTF_8))))
                .timeout(PATIENCE.multipliedBy(2))
                .onErrorComplete();
    }

    private Health health(String answer) {
        try {
            return Health.of(json.readTree(answer).path("status").asString(""));
        } catch (JacksonException _) {
            return Health.DOWN;
        }
    }
}
