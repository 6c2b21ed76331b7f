package dev.steward.kit.inbox;

import dev.steward.events.DomainEvent;
import dev.steward.kit.cloudevents.BadEventException;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.cloudevents.CloudEventCodec;
import dev.steward.kit.cloudevents.EventData;
import dev.steward.kit.outbox.EventContext;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Gives each event its effect once per consumer: the handler's work and the mark that the event was seen are one
 * transaction, so that either both are there or neither.
 */
final class Inbox {

    private final CloudEventCodec codec;
    private final EventData data;
    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final InboxProperties properties;
    private final Clock clock;

    Inbox(
            CloudEventCodec codec,
            EventData data,
            DatabaseClient database,
            TransactionalOperator transaction,
            InboxProperties properties,
            Clock clock) {
        this.codec = codec;
        this.data = data;
        this.database = database;
        this.transaction = transaction;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Applies one record.
     *
     * @param recorded when the record was first written; a dead letter carries it along, so that a replay finds the mark
     *     of the first delivery
     */
    Mono<Outcome> apply(EventSubscription subscription, ConsumerRecord<byte[], byte[]> record, Instant recorded) {
        return Mono.defer(() -> {
            CloudEvent event = codec.decode(record, recorded);
            EventSubscription.@Nullable Route<?> route =
                    subscription.route(event.type()).orElse(null);
            if (route == null) {
                return Mono.just(Outcome.NOT_HANDLED);
            }
            LocalDate day = day(event);
            Mono<Void> effect = effect(route, event);
            return markSeen(subscription.group(), event, day)
                    .flatMap(isNew -> isNew ? effect.thenReturn(Outcome.APPLIED) : Mono.just(Outcome.ALREADY_APPLIED))
                    .as(transaction::transactional)
                    .contextWrite(EventContext.causedBy(event).readOnly());
        });
    }

    private <E extends DomainEvent> Mono<Void> effect(EventSubscription.Route<E> route, CloudEvent event) {
        E body = data.read(event.data(), route.record());
        return Mono.defer(() -> route.handler().handle(new Received<>(event, body)));
    }

    /** Outside of what the inbox remembers a duplicate could not be told from a first delivery. */
    private LocalDate day(CloudEvent event) {
        Instant now = clock.instant();
        if (event.time().isAfter(now.plus(properties.ahead()))) {
            throw new BadEventException("the event is from the future: " + event.time());
        }
        LocalDate day = event.time().atOffset(ZoneOffset.UTC).toLocalDate();
        LocalDate oldest = now.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(properties.keptDays());
        if (day.isBefore(oldest)) {
            throw new BadEventException("the event is older than the inbox remembers: " + event.time());
        }
        return day;
    }

    private Mono<Boolean> markSeen(String consumer, CloudEvent event, LocalDate day) {
        return database.sql("""
                        INSERT INTO inbox (consumer, source, event_id, event_day)
                        VALUES (:consumer, :source, :id, :day)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("consumer", consumer)
                .bind("source", event.source())
                .bind("id", event.id())
                .bind("day", day)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }
}
