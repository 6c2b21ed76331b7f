package dev.steward.perf.chaos;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An event as it stands in its topic. */
record Event(String id, String type, String subject, long sequence, String projectId, JsonNode data) {

    static Event of(ConsumerRecord<String, byte[]> found) {
        return new Event(
                header(found, "ce_id"),
                header(found, "ce_type"),
                header(found, "ce_subject"),
                Long.parseLong(header(found, "ce_sequence")),
                header(found, "ce_projectid"),
                JsonMapper.shared().readTree(found.value()));
    }

    private static String header(ConsumerRecord<String, byte[]> found, String name) {
        var header = found.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
