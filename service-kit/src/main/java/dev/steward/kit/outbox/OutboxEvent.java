package dev.steward.kit.outbox;

import dev.steward.events.DomainEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event to publish, with what only its producer knows of the envelope.
 *
 * @param id of the event, a UUIDv7, for a producer that keeps it beside the change; null lets the outbox make one
 * @param aggregateType such as {@code session}
 * @param aggregateId the record key: events of one aggregate stay in order
 * @param sequence the aggregate's counter of events, from 1, taken in the same update as the change
 * @param projectId the project it belongs to, null for what belongs to none
 */
public record OutboxEvent(
        @Nullable String id,
        String aggregateType,
        String aggregateId,
        long sequence,
        @Nullable String projectId,
        DomainEvent event) {

    public OutboxEvent {
        if (aggregateType.isBlank() || aggregateId.isBlank()) {
            throw new IllegalArgumentException("an event needs the type and the id of its aggregate");
        }
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence counts from 1: " + sequence);
        }
    }

    public OutboxEvent(
            String aggregateType, String aggregateId, long sequence, @Nullable String projectId, DomainEvent event) {
        this(null, aggregateType, aggregateId, sequence, projectId, event);
    }
}
