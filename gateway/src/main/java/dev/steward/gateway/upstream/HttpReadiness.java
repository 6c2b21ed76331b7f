package dev.steward.gateway.upstream;

import java.net.URI;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Asks {@code /health/ready}, outside of the pool that carries requests. */
public final class HttpReadiness implements Readiness {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final HttpClient client = HttpClient.newConnection().responseTimeout(PATIENCE);

    @Override
    public Mono<Boolean> of(URI service) {
        return client.get()
                .uri(service.resolve("/health/ready"))
                .response()
                .map(response -> response.status().code() == 200)
                .timeout(PATIENCE.multipliedBy(2))
                .onErrorReturn(false);
    }
}
