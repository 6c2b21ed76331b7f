package dev.steward.kit.config;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;

/** Ends a start that only records an AOT cache. */
@AutoConfiguration
@ConditionalOnBooleanProperty("steward.training")
public class TrainingAutoConfiguration {

    /** Halts as {@code spring.context.exit} does: nothing of a start on a dead port is worth an orderly end. */
    @Bean
    TrainingRun trainingRun(WebServerApplicationContext application) {
        return new TrainingRun(application, () -> Runtime.getRuntime().halt(0));
    }
}
