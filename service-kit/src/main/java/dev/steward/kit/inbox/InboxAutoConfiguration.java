package dev.steward.kit.inbox;

import dev.steward.events.Topics;
import dev.steward.kit.cloudevents.CloudEventCodec;
import dev.steward.kit.cloudevents.EventData;
import dev.steward.kit.outbox.KafkaClients;
import dev.steward.kit.outbox.OutboxAutoConfiguration;
import dev.steward.kit.outbox.OwnedTopics;
import dev.steward.kit.security.Route;
import dev.steward.kit.security.RouteTable;
import dev.steward.kit.security.SecurityAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Event consumption, for every service that declares a subscription. */
@AutoConfiguration(after = OutboxAutoConfiguration.class, before = SecurityAutoConfiguration.class)
@ConditionalOnBean({EventSubscription.class, DatabaseClient.class})
@EnableConfigurationProperties(InboxProperties.class)
public class InboxAutoConfiguration {

    @Bean
    Inbox inbox(
            CloudEventCodec codec,
            EventData data,
            DatabaseClient database,
            TransactionalOperator transaction,
            InboxProperties properties,
            Clock clock) {
        return new Inbox(codec, data, database, transaction, properties, clock);
    }

    @Bean
    InboxPartitions inboxPartitions(DatabaseClient database, InboxProperties properties) {
        return new InboxPartitions(database, properties);
    }

    @Bean
    DeadLetterPublisher deadLetterPublisher(KafkaClients clients, MeterRegistry meters, Clock clock) {
        return new DeadLetterPublisher(clients, meters, clock);
    }

    @Bean
    InboxContainers inboxContainers(
            List<EventSubscription> subscriptions,
            Inbox inbox,
            InboxPartitions partitions,
            DeadLetterPublisher deadLetters,
            KafkaClients clients,
            InboxProperties properties,
            MeterRegistry meters,
            ApplicationContext application) {
        return new InboxContainers(
                subscriptions, inbox, partitions, deadLetters, clients, properties, meters, application);
    }

    @Bean(destroyMethod = "dispose")
    Scheduler deadLetterScheduler() {
        return Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor(), "dead-letters");
    }

    @Bean
    DeadLetterController deadLetterController(
            List<EventSubscription> subscriptions,
            KafkaClients clients,
            DatabaseClient database,
            Inbox inbox,
            TransactionalOperator transaction,
            Clock clock,
            Scheduler deadLetterScheduler) {
        return new DeadLetterController(new DeadLetters(
                subscriptions,
                new DeadLetterTopic(clients),
                new DeadLetterAudit(database, clock),
                inbox,
                transaction,
                deadLetterScheduler));
    }

    /** One partition each: letters are few, and then the list is in order. */
    @Bean
    OwnedTopics deadLetterTopics(List<EventSubscription> subscriptions) {
        return new OwnedTopics(subscriptions.stream()
                .map(subscription -> new OwnedTopics.Topic(
                        Topics.deadLetters(subscription.group()), OwnedTopics.Kept.FOR_A_WHILE, 1))
                .toList());
    }

    @Bean
    RouteTable deadLetterRoutes() {
        return RouteTable.of(
                Route.get("/operations/dead-letters").platform("dead-letters:read"),
                Route.post("/operations/dead-letters/replay").platform("dead-letters:replay"));
    }
}
