package dev.steward.kit.cloudevents;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of an event, and its data as JSON bytes. Equality is by {@code source} and {@code id}, which together
 * name an event for ever.
 *
 * @param id unique within its source; a UUIDv7 when the suite made it
 * @param source who says it happened, such as {@code /session-service}
 * @param type what happened, such as {@code session.started.v1}
 * @param subject the aggregate's id; empty when an outside event names none
 * @param time when it happened
 * @param sequence the aggregate's counter of events, from 1; null when an outside event carries none
 * @param correlationId the trace id everything that follows from one request or one incident has in common
 * @param causationId the id of the event this one followed from
 * @param traceparent the W3C context of the span that produced it
 * @param data the JSON value, empty at the end of an entry of a compacted topic; shared, not copied: treat it as read-only
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by source and id, and every event would pay for a copy
public record CloudEvent(
        String id,
        String source,
        String type,
        String subject,
        Instant time,
        @Nullable String aggregateType,
        @Nullable Long sequence,
        @Nullable String projectId,
        @Nullable String correlationId,
        @Nullable String causationId,
        @Nullable String traceparent,
        byte[] data) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CloudEvent that && id.equals(that.id) && source.equals(that.source);
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + source.hashCode();
    }

    @Override
    public String toString() {
        return "CloudEvent[" + type + " " + source + " " + id + "]";
    }
}
