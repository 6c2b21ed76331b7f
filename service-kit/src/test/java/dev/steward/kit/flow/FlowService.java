package dev.steward.kit.flow;

import dev.steward.events.Topics;
import dev.steward.events.healing.IncidentEscalated;
import dev.steward.events.session.SessionRestarting;
import dev.steward.kit.inbox.EventSubscription;
import dev.steward.kit.inbox.Received;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.outbox.OwnedTopics;
import dev.steward.kit.security.Route;
import dev.steward.kit.security.RouteTable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Request, event, effect and event again: what every flow of the suite is made of. */
@TestConfiguration(proxyBeanMethods = false)
class FlowService {

    static final String TABLES = """
            create table flow_session (id text primary key, event_sequence bigint not null);
            create table flow_effect (
                position bigint generated always as identity, session text not null, sequence bigint not null)""";

    @Bean
    Spans spans() {
        return new Spans();
    }

    @Bean
    OwnedTopics topics() {
        return OwnedTopics.of(Topics.SESSION_EVENTS, Topics.HEALING_EVENTS);
    }

    @Bean
    RouteTable routes() {
        return RouteTable.of(Route.post("/flow/{id}").open());
    }

    @Bean
    EventSubscription effects(DatabaseClient database, Outbox outbox) {
        return EventSubscription.group("kit-test.effects")
                .topic(Topics.SESSION_EVENTS)
                .on(SessionRestarting.class, received -> effect(received, database, outbox))
                .build();
    }

    private static Mono<Void> effect(Received<SessionRestarting> received, DatabaseClient database, Outbox outbox) {
        String session = received.envelope().subject();
        long sequence = received.envelope().sequence();
        return database.sql("insert into flow_effect (session, sequence) values ($1, $2)")
                .bind(0, session)
                .bind(1, sequence)
                .then()
                .then(outbox.append(new OutboxEvent(
                        "incident", session, sequence, "atlas", new IncidentEscalated("i", "atlas", session, "flow"))));
    }

    @RestController
    record Restarts(DatabaseClient database, TransactionalOperator transaction, Outbox outbox) {

        @PostMapping("/flow/{id}")
        Mono<Void> restart(@PathVariable String id) {
            return database.sql("""
                            insert into flow_session values ($1, 1)
                            on conflict (id) do update set event_sequence = flow_session.event_sequence + 1
                            returning event_sequence""")
                    .bind(0, id)
                    .mapValue(Long.class)
                    .one()
                    .flatMap(sequence -> outbox.append(new OutboxEvent(
                            "session", id, sequence, "atlas", new SessionRestarting(id, "atlas", "asked", "somebody"))))
                    .as(transaction::transactional);
        }
    }
}
