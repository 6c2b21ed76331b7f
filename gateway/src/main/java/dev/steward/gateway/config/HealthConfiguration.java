package dev.steward.gateway.config;

import dev.steward.gateway.routes.RouteReload;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.r2dbc.health.ConnectionFactoryHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** How well the gateway does: without its database it routes on, so it is degraded and not down. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Health DEGRADED = Health.status("degraded").build();

    /** The routes in the file cannot be used, so that those of before are. */
    @Bean
    ReactiveHealthIndicator routesHealthIndicator(RouteReload reload) {
        return () -> Mono.fromSupplier(
                () -> reload.refused() ? DEGRADED : Health.up().build());
    }

    /** Stands in place of Spring Boot's indicator of that name. */
    @Bean
    ReactiveHealthIndicator r2dbcHealthIndicator(ConnectionFactory database) {
        ReactiveHealthIndicator indicator = new ConnectionFactoryHealthIndicator(database);
        return () -> indicator
                .health()
                .filter(health -> Status.UP.equals(health.getStatus()))
                .timeout(PATIENCE)
                .onErrorComplete()
                .switchIfEmpty(Mono.just(DEGRADED));
    }
}
