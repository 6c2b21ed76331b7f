package dev.steward.session.config;

import dev.steward.kit.config.BackgroundWork;
import dev.steward.session.adapter.kubernetes.KubernetesSessionRuntime;
import dev.steward.session.domain.Templates;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The runtime that keeps sessions as pods of a cluster, for whoever asks for it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KubernetesProperties.class)
@ConditionalOnBooleanProperty("steward.session.kubernetes.enabled")
class KubernetesConfiguration {

    private static final Duration CALL = Duration.ofSeconds(5);

    @Bean
    @Order(2)
    KubernetesSessionRuntime kubernetesRuntime(
            KubernetesProperties kubernetes,
            SessionProperties properties,
            Templates templates,
            Clock clock,
            Scheduler sessionBlocking) {
        // Whoever asks looks again by itself, and later is better than for ever.
        Config config = new ConfigBuilder()
                .withConnectionTimeout(Math.toIntExact(CALL.toMillis()))
                .withRequestTimeout(Math.toIntExact(CALL.toMillis()))
                .withRequestRetryBackoffLimit(1)
                .build();
        KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build();
        return KubernetesSessionRuntime.of(
                client, kubernetes.settings(properties, config.getNamespace()), templates, clock, sessionBlocking);
    }

    @Bean
    BackgroundWork watchingCluster(KubernetesSessionRuntime runtime) {
        return new BackgroundWork(runtime::start, Mono::empty);
    }

    @Bean
    HealthIndicator kubernetesHealthIndicator(KubernetesSessionRuntime runtime) {
        return new RuntimeHealth(runtime, "the Kubernetes API does not answer");
    }
}
