package dev.steward.kit.config;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * With {@code steward.training=true} a service needs neither database nor broker to refresh its context. Together with
 * {@code -Dspring.context.exit=onRefresh}, which only the command line can say, that records an AOT cache.
 */
final class TrainingStart implements EnvironmentPostProcessor, Ordered {

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 6;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (environment.getProperty("steward.training", Boolean.class, false)) {
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "training",
                            Map.of(
                                    "spring.flyway.enabled", "false",
                                    "spring.kafka.listener.auto-startup", "false")));
        }
    }
}
