package dev.steward.kit.cloudevents;

import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON event format: envelope and data in one object. */
final class StructuredMode {

    private final JsonMapper json;

    StructuredMode(JsonMapper json) {
        this.json = json;
    }

    CloudEvent read(byte[] value, String subject, Instant recorded) {
        return read(parse(value), subject, recorded);
    }

    CloudEvent read(JsonNode event, String subject, Instant recorded) {
        if (!event.isObject()) {
            throw new BadEventException("a structured event has to be a JSON object");
        }
        CloudEventCodec.requireJson(CloudEventCodec.mediaType(text(event, "datacontenttype")));
        return new EnvelopeReader(attribute -> text(event, attribute.wireName())).read(subject, recorded, data(event));
    }

    JsonNode parse(byte[] value) {
        try {
            return json.readTree(value);
        } catch (JacksonException e) {
            throw new BadEventException("a structured event that is not JSON", e);
        }
    }

    private byte[] data(JsonNode event) {
        JsonNode data = event.get("data");
        if (data != null) {
            return json.writeValueAsBytes(data);
        }
        String encoded = text(event, "data_base64");
        if (encoded == null) {
            throw new BadEventException("data is missing");
        }
        try {
            return Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            throw new BadEventException("data_base64 is not base64", e);
        }
    }

    static @Nullable String text(JsonNode event, String name) {
        JsonNode value = event.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isValueNode()) {
            throw new BadEventException(name + " has to be a single value");
        }
        return value.asString();
    }
}
