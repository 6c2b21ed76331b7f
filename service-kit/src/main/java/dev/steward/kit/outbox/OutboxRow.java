package dev.steward.kit.outbox;

import dev.steward.kit.cloudevents.CloudEvent;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.UUID;

/** A stored event on its way to its topic. */
record OutboxRow(long position, String topic, CloudEvent event) {

    static final String COLUMNS = """
            position, id, topic, type, aggregate_type, aggregate_id, sequence, project_id, correlation_id, \
            causation_id, traceparent, occurred_at, data""";

    /** The order in which rows of a batch are sent: within an aggregate, that of its events. */
    static final Comparator<OutboxRow> BY_AGGREGATE = Comparator.<OutboxRow, String>comparing(
                    row -> String.valueOf(row.event.aggregateType()))
            .thenComparing(row -> row.event.subject())
            .thenComparing(row -> Objects.requireNonNull(row.event.sequence()));

    static OutboxRow from(Readable row, String source) {
        return new OutboxRow(
                value(row, "position", Long.class),
                value(row, "topic", String.class),
                new CloudEvent(
                        value(row, "id", UUID.class).toString(),
                        source,
                        value(row, "type", String.class),
                        value(row, "aggregate_id", String.class),
                        value(row, "occurred_at", Instant.class),
                        value(row, "aggregate_type", String.class),
                        value(row, "sequence", Long.class),
                        row.get("project_id", String.class),
                        row.get("correlation_id", String.class),
                        row.get("causation_id", String.class),
                        row.get("traceparent", String.class),
                        value(row, "data", byte[].class)));
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
