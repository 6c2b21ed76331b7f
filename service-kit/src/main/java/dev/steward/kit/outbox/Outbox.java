package dev.steward.kit.outbox;

import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Where a change leaves the events that tell of it. Rows are written in the caller's R2DBC transaction, so that change
 * and events are kept or lost together; the relay publishes them after the commit. Safe for concurrent use.
 *
 * <p>Append after the aggregate's compare-and-set update, which also takes the event's sequence: only then are the
 * rows of one aggregate in order.
 */
public interface Outbox {

    /**
     * Joins the caller's transaction.
     *
     * @return fails with {@link IllegalStateException} when there is no transaction, with {@link
     *     EventTooLargeException} when an event would not fit into a Kafka record, and with {@link
     *     IllegalArgumentException} when the service does not own the topic an event belongs to; nothing is written then
     */
    Mono<Void> append(List<OutboxEvent> events);

    /** Joins the caller's transaction; see {@link #append(List)}. */
    default Mono<Void> append(OutboxEvent... events) {
        return append(List.of(events));
    }
}
