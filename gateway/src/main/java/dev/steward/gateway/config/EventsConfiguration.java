package dev.steward.gateway.config;

import dev.steward.events.Topics;
import dev.steward.gateway.upstream.OutboxCircuitEvents;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OwnedTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** What the gateway says about itself. */
@Configuration(proxyBeanMethods = false)
class EventsConfiguration {

    /** Signals are for other systems, which may write their topic and not make it. */
    @Bean
    OwnedTopics gatewayTopics() {
        return OwnedTopics.of(Topics.GATEWAY_EVENTS, Topics.PLATFORM_SIGNALS);
    }

    @Bean
    OutboxCircuitEvents circuitEvents(DatabaseClient database, TransactionalOperator transaction, Outbox outbox) {
        return new OutboxCircuitEvents(database, transaction, outbox);
    }
}
