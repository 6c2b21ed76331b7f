package dev.steward.kit.observability;

import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.kafka.core.KafkaAdmin;
import reactor.core.publisher.Mono;

/**
 * A broker that is away is {@code degraded}, never down: requests are still accepted and their events wait in the
 * outbox. The answer is kept for a while, so that probes do not load the broker.
 */
final class BrokerHealthIndicator implements ReactiveHealthIndicator, DisposableBean {

    static final String DEGRADED = "degraded";
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration KEPT = Duration.ofSeconds(5);

    private final Mono<Admin> admin;
    private final Mono<Health> health;
    private volatile Runnable close = () -> {};

    BrokerHealthIndicator(KafkaAdmin settings) {
        // Made on first use: a training start must not open a connection.
        this.admin = Mono.fromSupplier(() -> Admin.create(settings.getConfigurationProperties()))
                .doOnNext(made -> close = () -> made.close(Duration.ZERO))
                .cache();
        this.health = Mono.defer(this::ask).cache(KEPT);
    }

    @Override
    public Mono<Health> health() {
        return health;
    }

    private Mono<Health> ask() {
        DescribeClusterOptions options = new DescribeClusterOptions().timeoutMs((int) TIMEOUT.toMillis());
        return admin.flatMap(client -> Mono.fromCompletionStage(
                        client.describeCluster(options).nodes().toCompletionStage()))
                .map(nodes -> nodes.isEmpty() ? away("no broker") : Health.up().build())
                .timeout(TIMEOUT.plusSeconds(1))
                .onErrorResume(e -> Mono.just(away(e.getClass().getSimpleName())));
    }

    private static Health away(String reason) {
        return Health.status(DEGRADED).withDetail("reason", reason).build();
    }

    @Override
    public void destroy() {
        close.run();
    }
}
