package dev.steward.kit.outbox;

import dev.steward.kit.cloudevents.CloudEventCodec;
import dev.steward.kit.cloudevents.EventData;
import dev.steward.kit.config.ClockAutoConfiguration;
import dev.steward.kit.web.WireJson;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Clock;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.util.function.SingletonSupplier;

/** The outbox and its relay, for every service with a database that owns topics. */
@AutoConfiguration(after = {ClockAutoConfiguration.class, KafkaAutoConfiguration.class, R2dbcAutoConfiguration.class})
@ConditionalOnBean(ConnectionFactory.class)
@EnableConfigurationProperties({OutboxProperties.class, TopicProperties.class})
public class OutboxAutoConfiguration {

    @Bean
    KafkaClients kafkaClients(
            KafkaProperties properties,
            KafkaConnectionDetails broker,
            @Value("${spring.application.name}") String application) {
        return new KafkaClients(properties, broker, application);
    }

    @Bean
    CloudEventCodec cloudEventCodec() {
        return new CloudEventCodec(WireJson.lenient());
    }

    @Bean
    EventData eventData() {
        return new EventData(WireJson.lenient());
    }

    @Bean
    RelaySignal relaySignal() {
        return new RelaySignal();
    }

    @Bean
    @ConditionalOnBean(OwnedTopics.class)
    PostgresOutbox outbox(
            DatabaseClient database,
            EventData data,
            ObjectProvider<Tracer> tracer,
            Clock clock,
            OutboxProperties properties,
            ObjectProvider<OwnedTopics> owned,
            RelaySignal relay) {
        // Known only later: dead-letter topics are known by subscriptions, whose handlers need the outbox.
        Supplier<Set<String>> topics = SingletonSupplier.of(
                () -> OwnedTopics.all(owned.stream().toList()).names());
        return new PostgresOutbox(
                database,
                data,
                new EventContext(tracer.getIfAvailable()),
                clock,
                properties.largestEvent(),
                topics,
                relay);
    }

    /** Also without an outbox: a service that only listens still owns its dead-letter topics. */
    @Bean
    TopicCreator topicCreator(KafkaClients clients, ObjectProvider<OwnedTopics> owned, TopicProperties properties) {
        return new TopicCreator(clients::admin, OwnedTopics.all(owned.stream().toList()), properties);
    }

    @Bean
    @ConditionalOnBean(OwnedTopics.class)
    OutboxRelay outboxRelay(
            ConnectionFactory database,
            KafkaClients clients,
            CloudEventCodec codec,
            TopicCreator creator,
            RelaySignal signal,
            MeterRegistry meters,
            OutboxProperties properties,
            ObjectProvider<OutboxLead> lead,
            @Value("${spring.application.name}") String application) {
        return new OutboxRelay(
                () -> RelaySession.open(database, "/" + application),
                new EventPublisher(
                        () -> clients.producer("outbox", Integer.MAX_VALUE),
                        codec,
                        new BrokerTopics(clients::admin, creator::missing)),
                signal,
                new RelayMetrics(meters),
                properties,
                () -> lead.forEach(OutboxLead::taken));
    }
}
