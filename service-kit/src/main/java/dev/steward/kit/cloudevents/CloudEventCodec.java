package dev.steward.kit.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * CloudEvents 1.0 on Kafka records: binary mode out, binary and structured mode in. What a record is decoded to follows
 * from {@code ce_type} alone; headers that name a class are not looked at.
 */
public final class CloudEventCodec {

    /** Where a log line about a record that cannot be decoded still finds its trace id. */
    public static final String CORRELATION_HEADER = Attribute.CORRELATIONID.header();

    static final String CONTENT_TYPE = "content-type";
    private static final byte[] JSON = "application/json".getBytes(UTF_8);
    private static final byte[] SPEC_VERSION = "1.0".getBytes(UTF_8);

    private final StructuredMode structured;

    public CloudEventCodec(JsonMapper json) {
        this.structured = new StructuredMode(json);
    }

    /** As {@link #encode(String, CloudEvent)}, with attributes that the suite does not know. */
    public ProducerRecord<byte[], byte[]> encode(String topic, SentEvent.Whole sent) {
        ProducerRecord<byte[], byte[]> record = encode(topic, sent.event());
        sent.extensions().forEach((name, value) -> record.headers().add("ce_" + name, value.getBytes(UTF_8)));
        return record;
    }

    /** In binary mode; the key is the subject, or the id of an event that has none. An event without data has no value, which is a tombstone to the broker. */
    public ProducerRecord<byte[], byte[]> encode(String topic, CloudEvent event) {
        boolean tombstone = event.data().length == 0;
        @SuppressWarnings("NullAway") // Kafka takes a record without a value and does not say so
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic,
                (event.subject().isEmpty() ? event.id() : event.subject()).getBytes(UTF_8),
                tombstone ? null : event.data());
        Headers headers = record.headers();
        put(headers, Attribute.ID, event.id());
        put(headers, Attribute.SOURCE, event.source());
        headers.add(Attribute.SPECVERSION.header(), SPEC_VERSION);
        put(headers, Attribute.TYPE, event.type());
        put(headers, Attribute.SUBJECT, event.subject());
        put(headers, Attribute.TIME, event.time().toString());
        put(headers, Attribute.AGGREGATETYPE, event.aggregateType());
        put(headers, Attribute.SEQUENCE, event.sequence() == null ? null : Long.toString(event.sequence()));
        put(headers, Attribute.PROJECTID, event.projectId());
        put(headers, Attribute.CORRELATIONID, event.correlationId());
        put(headers, Attribute.CAUSATIONID, event.causationId());
        put(headers, Attribute.TRACEPARENT, event.traceparent());
        if (!tombstone) {
            headers.add(CONTENT_TYPE, JSON);
        }
        return record;
    }

    /** Takes a missing time from the record. */
    public CloudEvent decode(ConsumerRecord<byte[], byte[]> record) {
        return decode(record, Instant.ofEpochMilli(record.timestamp()));
    }

    /**
     * The event a record holds.
     *
     * @param recorded when the event was first recorded, in place of a missing {@code time}
     * @throws BadEventException if it is none
     */
    public CloudEvent decode(ConsumerRecord<byte[], byte[]> record, Instant recorded) {
        byte[] value = record.value();
        if (value == null) {
            throw new BadEventException("the record has no value");
        }
        String subject = record.key() == null ? "" : new String(record.key(), UTF_8);
        String contentType = mediaType(text(record.headers(), CONTENT_TYPE));
        if (contentType.equals("application/cloudevents+json")) {
            return structured.read(value, subject, recorded);
        }
        if (contentType.startsWith("application/cloudevents")) {
            throw new BadEventException("content type " + contentType + " is not supported");
        }
        requireJson(contentType);
        return new EnvelopeReader(attribute -> text(record.headers(), attribute.header()))
                .read(subject, recorded, value);
    }

    static void requireJson(String mediaType) {
        if (!mediaType.isEmpty() && !mediaType.equals("application/json") && !mediaType.endsWith("+json")) {
            throw new BadEventException("the data is not JSON but " + mediaType);
        }
    }

    /** Without parameters; empty for none. */
    static String mediaType(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        int parameters = contentType.indexOf(';');
        return (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    private static void put(Headers headers, Attribute attribute, @Nullable String value) {
        if (value != null) {
            headers.add(attribute.header(), value.getBytes(UTF_8));
        }
    }
}
