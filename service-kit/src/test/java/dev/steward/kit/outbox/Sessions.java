package dev.steward.kit.outbox;

import dev.steward.events.session.SessionRestarting;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** The smallest producer there can be: an aggregate that is nothing but its counter of events. */
record Sessions(DatabaseClient database, TransactionalOperator transaction, Outbox outbox) {

    static final String TABLE = "create table if not exists test_session (id text primary key, event_sequence bigint)";

    static Sessions of(ConfigurableApplicationContext service) {
        return new Sessions(
                service.getBean(DatabaseClient.class),
                service.getBean(TransactionalOperator.class),
                service.getBean(Outbox.class));
    }

    /** Takes the sequence and appends, as every aggregate does. */
    Mono<Void> restart(String id, String reason) {
        return restartInTransaction(id, reason).as(transaction::transactional);
    }

    Mono<Void> restartInTransaction(String id, String reason) {
        return database.sql("""
                        insert into test_session values ($1, 1)
                        on conflict (id) do update set event_sequence = test_session.event_sequence + 1
                        returning event_sequence""")
                .bind(0, id)
                .mapValue(Long.class)
                .one()
                .flatMap(sequence -> outbox.append(event(id, sequence, reason)));
    }

    static OutboxEvent event(String id, long sequence, String reason) {
        return new OutboxEvent(
                "session", id, sequence, "atlas", new SessionRestarting(id, "atlas", reason, "somebody"));
    }
}
