package dev.steward.kit.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.steward.events.EventTypes;
import dev.steward.events.Topics;
import dev.steward.events.session.SessionDeleted;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.testing.TestEvents;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Events of sessions as records, and the dead letters they become. */
final class SessionRecords {

    private SessionRecords() {}

    static CloudEvent event(String session, Instant time) {
        return event(session, time, null);
    }

    static CloudEvent event(String session, Instant time, @Nullable String traceparent) {
        byte[] data = "{\"session_id\":\"%s\",\"project_id\":\"shop\"}"
                .formatted(session)
                .getBytes(UTF_8);
        return new CloudEvent(
                UUID.randomUUID().toString(),
                "/session-service",
                EventTypes.of(SessionDeleted.class).name(),
                session,
                time,
                "session",
                1L,
                "shop",
                "correlation-" + session,
                null,
                traceparent,
                data);
    }

    static ConsumerRecord<byte[], byte[]> letter(TestEvents events, CloudEvent event) {
        return events
                .awaitRecords(letters(), all -> all.stream()
                        .anyMatch(letter -> event.id().equals(header(letter, "ce_id"))))
                .stream()
                .filter(letter -> event.id().equals(header(letter, "ce_id")))
                .findFirst()
                .orElseThrow();
    }

    static String letters() {
        return Topics.deadLetters(InboxTestService.GROUP);
    }

    static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }
}
