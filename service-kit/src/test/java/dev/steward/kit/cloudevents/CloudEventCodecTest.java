package dev.steward.kit.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class CloudEventCodecTest {

    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final Instant RECORDED = Instant.parse("2026-05-01T10:00:00Z");
    private static final CloudEvent EVENT = new CloudEvent(
            "0196a1b2-0000-7000-8000-000000000001",
            "/session-service",
            "session.started.v1",
            "s-1",
            Instant.parse("2026-05-01T09:59:59.123456Z"),
            "session",
            3L,
            "atlas",
            "4bf92f3577b34da6a3ce929d0e0e4736",
            "0196a1b2-0000-7000-8000-000000000000",
            TRACEPARENT,
            "{\"session_id\":\"s-1\"}".getBytes(UTF_8));

    private final CloudEventCodec codec = new CloudEventCodec(JsonMapper.shared());

    @Test
    void writesTheGoldenRecord() {
        ProducerRecord<byte[], byte[]> record = codec.encode("session.events", EVENT);

        assertThat(record.topic()).isEqualTo("session.events");
        assertThat(record.key()).asString(UTF_8).isEqualTo("s-1");
        assertThat(record.value()).asString(UTF_8).isEqualTo("{\"session_id\":\"s-1\"}");
        assertThat(headers(record)).isEqualTo("""
                ce_id=0196a1b2-0000-7000-8000-000000000001
                ce_source=/session-service
                ce_specversion=1.0
                ce_type=session.started.v1
                ce_subject=s-1
                ce_time=2026-05-01T09:59:59.123456Z
                ce_aggregatetype=session
                ce_sequence=3
                ce_projectid=atlas
                ce_correlationid=4bf92f3577b34da6a3ce929d0e0e4736
                ce_causationid=0196a1b2-0000-7000-8000-000000000000
                traceparent=00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                content-type=application/json
                """);
    }

    @Test
    void readsWhatItWrote() {
        ProducerRecord<byte[], byte[]> written = codec.encode("session.events", EVENT);

        assertThat(codec.decode(received(written.key(), written.value(), written.headers())))
                .usingRecursiveComparison()
                .isEqualTo(EVENT);
    }

    @Test
    void eventWithoutDataIsATombstone() {
        CloudEvent end = new CloudEvent(
                "1", "/probe", "probe.v1", "p", RECORDED, "probe", 4L, null, null, null, null, new byte[0]);

        ProducerRecord<byte[], byte[]> written = codec.encode("trust.state", end);

        assertThat(written.key()).asString(UTF_8).isEqualTo("p");
        assertThat(written.value()).isNull();
        assertThat(headers(written))
                .contains("ce_type=probe.v1", "ce_sequence=4")
                .doesNotContain("content-type");
    }

    @Test
    void leavesOutWhatAnEventDoesNotHave() {
        CloudEvent bare = new CloudEvent(
                "1", "/probe", "probe.v1", "p", RECORDED, null, null, null, null, null, null, "{}".getBytes(UTF_8));

        ProducerRecord<byte[], byte[]> written = codec.encode("platform.signals", bare);

        assertThat(headers(written)).doesNotContain("sequence", "projectid", "causationid", "traceparent");
        assertThat(codec.decode(received(written.key(), written.value(), written.headers())))
                .usingRecursiveComparison()
                .isEqualTo(bare);
    }

    @Test
    void readsStructuredMode() {
        String value = """
                {"specversion":"1.0","id":"42","source":"/sensor","type":"alert.fired.v1","subject":"disk",
                 "time":"2026-05-01T11:30:00+02:00","sequence":7,"projectid":"atlas","unknownextension":true,
                 "datacontenttype":"application/json","data":{"level":"high"}}""";

        CloudEvent event = codec.decode(received(
                Map.of("content-type", "application/cloudevents+json; charset=UTF-8", "traceparent", "x"), value));

        assertThat(event.id()).isEqualTo("42");
        assertThat(event.subject()).isEqualTo("disk");
        assertThat(event.time()).isEqualTo("2026-05-01T09:30:00Z");
        assertThat(event.sequence()).isEqualTo(7);
        assertThat(event.projectId()).isEqualTo("atlas");
        assertThat(event.data()).asString(UTF_8).isEqualTo("{\"level\":\"high\"}");
    }

    @Test
    void readsBase64DataOfStructuredMode() {
        String value =
                "{\"specversion\":\"1.0\",\"id\":\"42\",\"source\":\"/s\",\"type\":\"t\",\"data_base64\":\"e30=\"}";

        CloudEvent event = codec.decode(received(Map.of("content-type", "application/cloudevents+json"), value));

        assertThat(event.data()).asString(UTF_8).isEqualTo("{}");
    }

    @Test
    void ignoresHeadersThatNameAClass() {
        Map<String, String> headers = binary();
        headers.put("__TypeId__", "java.lang.ProcessBuilder");

        assertThat(codec.decode(received(headers, "{}")).type()).isEqualTo("session.started.v1");
    }

    @Test
    void takesMissingSubjectAndTimeFromTheRecord() {
        Map<String, String> headers = binary();
        headers.remove("ce_subject");
        headers.remove("ce_time");

        CloudEvent event = codec.decode(received(headers, "{}"));

        assertThat(event.subject()).isEqualTo("key");
        assertThat(event.time()).isEqualTo(RECORDED);
    }

    @Test
    void dropsATraceContextItCannotUse() {
        Map<String, String> headers = binary();
        headers.put("traceparent", "00-00000000000000000000000000000000-00f067aa0ba902b7-01");

        assertThat(codec.decode(received(headers, "{}")).traceparent()).isNull();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "absent", textBlock = """
            ce_id,          absent,                             id is missing
            ce_id,          ' ',                                id is missing
            ce_source,      absent,                             source is missing
            ce_type,        absent,                             type is missing
            ce_specversion, absent,                             specversion is missing
            ce_specversion, 0.3,                                specversion is not 1.0
            ce_time,        yesterday,                          time is not an RFC 3339 timestamp
            ce_sequence,    0,                                  sequence is not a positive whole number
            ce_sequence,    first,                              sequence is not a positive whole number
            ce_projectid,   'a\u0000b',                         projectid holds control characters or is not UTF-8
            content-type,   text/plain,                         the data is not JSON but text/plain
            content-type,   application/cloudevents-batch+json, content type application/cloudevents-batch+json is not supported
            content-type,   application/cloudevents+json,       a structured event has to be a JSON object
            """)
    void saysWhatIsWrongWithAnAttribute(String header, @Nullable String value, String reason) {
        Map<String, String> headers = binary();
        if (value == null) {
            headers.remove(header);
        } else {
            headers.put(header, value);
        }

        assertThatThrownBy(() -> codec.decode(received(headers, "[]")))
                .isInstanceOfSatisfying(
                        BadEventException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void refusesAttributesLongerThanTheInboxCanKey() {
        Map<String, String> headers = binary();
        headers.put("ce_id", "x".repeat(513));

        assertThatThrownBy(() -> codec.decode(received(headers, "{}"))).hasMessageStartingWith("id is longer than");
    }

    @Test
    void refusesARecordWithoutValue() {
        assertThatThrownBy(() -> codec.decode(received("key".getBytes(UTF_8), null, new RecordHeaders())))
                .isInstanceOf(BadEventException.class)
                .hasMessage("the record has no value");
    }

    private static Map<String, String> binary() {
        return new TreeMap<>(Map.of(
                "ce_id", "1",
                "ce_source", "/session-service",
                "ce_specversion", "1.0",
                "ce_type", "session.started.v1",
                "ce_subject", "s-1",
                "ce_time", "2026-05-01T09:59:59Z",
                "content-type", "application/json"));
    }

    private static ConsumerRecord<byte[], byte[]> received(Map<String, String> headers, String value) {
        var recordHeaders = new RecordHeaders();
        headers.forEach((name, text) -> recordHeaders.add(name, text.getBytes(UTF_8)));
        return received("key".getBytes(UTF_8), value.getBytes(UTF_8), recordHeaders);
    }

    private static ConsumerRecord<byte[], byte[]> received(
            byte @Nullable [] key, byte @Nullable [] value, org.apache.kafka.common.header.Headers headers) {
        return new ConsumerRecord<>(
                "topic",
                0,
                0,
                RECORDED.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                headers,
                Optional.empty());
    }

    private static String headers(ProducerRecord<byte[], byte[]> record) {
        List<String> lines = StreamSupport.stream(record.headers().spliterator(), false)
                .map(header -> header.key() + "=" + new String(header.value(), UTF_8) + "\n")
                .toList();
        return String.join("", lines);
    }
}
