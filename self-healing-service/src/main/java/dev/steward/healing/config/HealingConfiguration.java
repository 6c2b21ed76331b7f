package dev.steward.healing.config;

import dev.steward.events.Topics;
import dev.steward.events.UuidV7;
import dev.steward.healing.adapter.kafka.SessionListener;
import dev.steward.healing.adapter.kafka.TimelineListener;
import dev.steward.healing.adapter.postgres.PostgresIncidentRepository;
import dev.steward.healing.adapter.postgres.PostgresTargetRepository;
import dev.steward.healing.adapter.postgres.PostgresTimeline;
import dev.steward.healing.adapter.timer.Hearing;
import dev.steward.healing.adapter.timer.IncidentTimer;
import dev.steward.healing.application.IncidentQueries;
import dev.steward.healing.application.IncidentService;
import dev.steward.healing.domain.Healer;
import dev.steward.healing.port.IncidentRepository;
import dev.steward.healing.port.TargetRepository;
import dev.steward.healing.port.Timeline;
import dev.steward.kit.database.MonthPartitions;
import dev.steward.kit.inbox.EventSubscription;
import dev.steward.kit.observability.RowCounts;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OwnedTopics;
import dev.steward.kit.security.Route;
import dev.steward.kit.security.RouteTable;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Every bean of the service except its controllers. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HealingProperties.class)
class HealingConfiguration {

    @Bean
    RouteTable routes() {
        return RouteTable.of(
                Route.get("/api/v1/incidents").needs("incidents:read"),
                Route.get("/api/v1/incidents/{id}").needs("incidents:read"));
    }

    @Bean
    OwnedTopics topics() {
        return OwnedTopics.of(Topics.HEALING_EVENTS);
    }

    @Bean
    IncidentRepository incidentRepository(DatabaseClient database) {
        return new PostgresIncidentRepository(database);
    }

    @Bean
    TargetRepository targetRepository(DatabaseClient database) {
        return new PostgresTargetRepository(database);
    }

    @Bean
    Timeline timeline(DatabaseClient database) {
        return new PostgresTimeline(database);
    }

    @Bean
    MonthPartitions timelinePartitions(DatabaseClient database, HealingProperties properties) {
        return new MonthPartitions(database, "timeline_event", properties.timelineDays());
    }

    @Bean
    IncidentService incidentService(
            HealingProperties properties,
            TargetRepository targets,
            IncidentRepository incidents,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        Healer healer = new Healer(properties.policy(), () -> UuidV7.next(clock));
        return new IncidentService(healer, targets, incidents, outbox, transaction, clock);
    }

    @Bean
    IncidentQueries incidentQueries(IncidentRepository incidents, Timeline timeline) {
        return new IncidentQueries(incidents, timeline);
    }

    @Bean
    IncidentTimer incidentTimer(
            IncidentService incidents,
            @Qualifier("kafkaHealthIndicator") ReactiveHealthIndicator broker,
            HealingProperties properties,
            Clock clock) {
        Mono<Boolean> answers = broker.health().map(health -> Status.UP.equals(health.getStatus()));
        return new IncidentTimer(
                incidents, new Hearing(answers, properties.policy().answerTimeout(), clock));
    }

    @Bean
    RowCounts incidentCounts(DatabaseClient database, MeterRegistry registry) {
        return new RowCounts(
                database,
                registry,
                "steward.incidents",
                "Incidents that are open",
                List.of("open"),
                "select status as state, count(*) as n from incident where status = 'open' group by status");
    }

    @Bean
    EventSubscription sessionSubscription(IncidentService incidents) {
        return new SessionListener(incidents).subscription();
    }

    @Bean
    EventSubscription timelineSubscription(Timeline timeline) {
        return new TimelineListener(timeline).subscription();
    }
}
