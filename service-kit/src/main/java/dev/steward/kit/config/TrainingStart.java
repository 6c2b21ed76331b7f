package dev.steward.kit.config;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * With {@code steward.training=true} a service starts as always, but whatever it was told of database, broker and key set
 * is replaced by a loopback port that nobody can listen on; {@link TrainingRun} ends it.
 */
final class TrainingStart implements EnvironmentPostProcessor, Ordered {

    private static final Map<String, Object> NOWHERE = Map.of(
            "server.address", "127.0.0.1",
            "server.port", "0",
            "spring.flyway.url", "jdbc:postgresql://127.0.0.1:1/training",
            "spring.r2dbc.url", "r2dbc:postgresql://127.0.0.1:1/training",
            "spring.kafka.bootstrap-servers", "127.0.0.1:1",
            "steward.database.required", "false",
            "steward.security.jwks-uri", "http://127.0.0.1:1/",
            "management.logging.export.otlp.enabled", "false",
            "management.tracing.export.otlp.enabled", "false");

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 6;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (environment.getProperty("steward.training", Boolean.class, false)) {
            environment.getPropertySources().addFirst(new MapPropertySource("training", NOWHERE));
        }
    }
}
