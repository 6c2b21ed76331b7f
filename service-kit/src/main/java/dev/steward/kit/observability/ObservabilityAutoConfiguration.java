package dev.steward.kit.observability;

import dev.steward.kit.outbox.KafkaClients;
import dev.steward.kit.outbox.OutboxAutoConfiguration;
import dev.steward.kit.web.Correlation;
import io.micrometer.context.ContextRegistry;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;

/** Trace ids in the logging context of whatever thread runs next, and the health of the broker. */
@AutoConfiguration(after = OutboxAutoConfiguration.class)
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
    @ConditionalOnBean(KafkaClients.class)
    ReactiveHealthIndicator kafkaHealthIndicator(KafkaClients clients) {
        return new BrokerHealthIndicator(clients);
    }
}
