package dev.steward.gateway.feed;

import dev.steward.kit.cloudevents.BadEventException;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.cloudevents.CloudEventCodec;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes of a record what clients are told. */
public final class EventReader {

    private final CloudEventCodec codec;
    private final JsonMapper json;

    public EventReader(CloudEventCodec codec, JsonMapper json) {
        this.codec = codec;
        this.json = json;
    }

    /** Null for what is no event. The positions are those after it, and may change once this returned. */
    @Nullable
    ReadEvent read(ConsumerRecord<byte[], byte[]> record, Map<TopicPartition, Long> positions) {
        try {
            CloudEvent event = codec.decode(record);
            return new ReadEvent(event, () -> new FeedMessage.Event(Cursor.text(positions), text(event)));
        } catch (BadEventException _) {
            return null;
        }
    }

    private String text(CloudEvent event) {
        ObjectNode node = json.createObjectNode();
        node.put("specversion", "1.0")
                .put("id", event.id())
                .put("source", event.source())
                .put("type", event.type())
                .put("time", event.time().toString())
                .put("datacontenttype", "application/json");
        put(node, "subject", event.subject().isEmpty() ? null : event.subject());
        put(node, "aggregatetype", event.aggregateType());
        put(node, "sequence", event.sequence() == null ? null : event.sequence().toString());
        put(node, "projectid", event.projectId());
        put(node, "correlationid", event.correlationId());
        put(node, "causationid", event.causationId());
        put(node, "traceparent", event.traceparent());
        try {
            node.set("data", json.readTree(event.data()));
        } catch (JacksonException _) {
            node.put("data_base64", event.data());
        }
        return json.writeValueAsString(node);
    }

    private static void put(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }
}
