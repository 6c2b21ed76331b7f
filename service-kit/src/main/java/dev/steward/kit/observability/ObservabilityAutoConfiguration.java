package dev.steward.kit.observability;

import dev.steward.kit.web.Correlation;
import io.micrometer.context.ContextRegistry;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaAdmin;

/** Trace ids in the logging context of whatever thread runs next, and the health of the broker. */
@AutoConfiguration(after = KafkaAutoConfiguration.class)
public class ObservabilityAutoConfiguration {

    ObservabilityAutoConfiguration() {
        ContextRegistry.getInstance()
                .registerThreadLocalAccessor(
                        Correlation.KEY,
                        () -> MDC.get(Correlation.KEY),
                        id -> MDC.put(Correlation.KEY, id),
                        () -> MDC.remove(Correlation.KEY));
    }

    @Bean
    @ConditionalOnBean(KafkaAdmin.class)
    ReactiveHealthIndicator kafkaHealthIndicator(KafkaAdmin settings) {
        return new BrokerHealthIndicator(settings);
    }
}
