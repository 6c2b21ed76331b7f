package dev.steward.session.config;

import dev.steward.session.adapter.docker.DockerSessionRuntime;
import dev.steward.session.domain.Templates;
import dev.steward.session.port.Workspaces;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import reactor.core.scheduler.Scheduler;

/** The runtime that keeps sessions as containers, for whoever asks for it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DockerProperties.class)
@ConditionalOnBooleanProperty("steward.session.docker.enabled")
class DockerConfiguration {

    @Bean
    @Order(1)
    DockerSessionRuntime dockerRuntime(
            DockerProperties docker,
            SessionProperties properties,
            Templates templates,
            Workspaces workspaces,
            Clock clock,
            Scheduler sessionBlocking) {
        return new DockerSessionRuntime(docker.settings(properties), templates, workspaces, clock, sessionBlocking);
    }

    @Bean
    HealthIndicator dockerHealthIndicator(DockerSessionRuntime runtime) {
        return new RuntimeHealth(runtime, "the container engine does not answer");
    }
}
