package dev.steward.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.steward.events.DomainEvent;
import dev.steward.events.EventType;
import dev.steward.events.EventTypes;
import dev.steward.events.Topics;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.cloudevents.CloudEventCodec;
import dev.steward.kit.web.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** The events of the suite as an AsyncAPI document: topics, types, schemas, and the headers the codec writes. */
final class AsyncApi {

    static final String SCHEMA_REF = "#/components/schemas/";
    private static final String HEADERS = "cloud-event-headers";

    private static final Set<String> COMPACTED = Set.of(Topics.TRUST_STATE, Topics.TRUST_POLICIES);

    private final JsonMapper json = WireJson.lenient();

    Map<String, Object> document() {
        SequencedMap<String, List<EventType>> topics = new LinkedHashMap<>();
        EventTypes.all().forEach(type -> type.topics().stream().sorted().forEach(topic -> topics.computeIfAbsent(
                        topic, _ -> new ArrayList<>())
                .add(type)));
        return object(
                "asyncapi", "3.1.0",
                "info",
                        object(
                                "title", "Steward events",
                                "version", "1",
                                "description", """
                                Every event the services of Steward publish, as CloudEvents 1.0 in Kafka's binary content mode: \
                                the attributes are record headers, the value is the data, the key is the aggregate's id. \
                                Within a version fields are only added; consumers ignore what they do not know.""",
                                "license", object("name", "Apache-2.0")),
                "defaultContentType", "application/json",
                "channels", channels(topics),
                "operations", operations(topics),
                "components",
                        object(
                                "messages", messages(),
                                "messageTraits",
                                        object(
                                                "cloud-event",
                                                object(
                                                        "contentType", "application/json",
                                                        "headers", object("$ref", SCHEMA_REF + HEADERS),
                                                        "bindings",
                                                                object(
                                                                        "kafka",
                                                                        object(
                                                                                "key",
                                                                                object(
                                                                                        "type",
                                                                                        "string",
                                                                                        "description",
                                                                                        "The aggregate's id."),
                                                                                "bindingVersion",
                                                                                "0.5.0")))),
                                "schemas", schemas()));
    }

    private static Map<String, Object> channels(Map<String, List<EventType>> topics) {
        Map<String, Object> channels = new LinkedHashMap<>();
        topics.forEach((topic, types) -> {
            Map<String, Object> messages = new LinkedHashMap<>();
            types.forEach(type -> messages.put(type.name(), object("$ref", "#/components/messages/" + type.name())));
            channels.put(
                    topic,
                    object(
                            "address",
                            topic,
                            "description",
                            "Written by " + Topics.owner(topic)
                                    + (topic.equals(Topics.PLATFORM_SIGNALS) ? " and by other systems" : " only")
                                    + (COMPACTED.contains(topic)
                                            ? "; the last record of each key is kept for ever, one without a value ends it."
                                            : "."),
                            "messages",
                            messages,
                            "bindings",
                            object(
                                    "kafka",
                                    object(
                                            "topic",
                                            topic,
                                            "topicConfiguration",
                                            object(
                                                    "cleanup.policy",
                                                    List.of(COMPACTED.contains(topic) ? "compact" : "delete")),
                                            "bindingVersion",
                                            "0.5.0"))));
        });
        return channels;
    }

    private static Map<String, Object> operations(Map<String, List<EventType>> topics) {
        Map<String, Object> operations = new LinkedHashMap<>();
        topics.keySet()
                .forEach(topic -> operations.put(
                        "publish-" + topic,
                        object(
                                "action",
                                "send",
                                "channel",
                                object("$ref", "#/channels/" + topic),
                                "summary",
                                Topics.owner(topic) + " publishes to " + topic,
                                "tags",
                                List.of(object("name", Topics.owner(topic))))));
        return operations;
    }

    private static Map<String, Object> messages() {
        Map<String, Object> messages = new LinkedHashMap<>();
        EventTypes.all()
                .forEach(type -> messages.put(
                        type.name(),
                        object(
                                "name", type.name(),
                                "traits", List.of(object("$ref", "#/components/messageTraits/cloud-event")),
                                "payload", object("$ref", SCHEMA_REF + type.name()))));
        return messages;
    }

    private Map<String, Object> schemas() {
        Map<String, Object> schemas = new LinkedHashMap<>();
        schemas.put(HEADERS, headers());
        EventTypes.all().forEach(type -> {
            Map<String, Object> schema = schema(type);
            // Says what is said around it here; an id of its own would also move the base of references.
            schema.remove("$schema");
            schema.remove("$id");
            schemas.put(type.name(), schema);
        });
        return schemas;
    }

    private static Map<String, Object> headers() {
        Map<String, Object> properties = new LinkedHashMap<>();
        written(true)
                .forEach(name -> properties.put(
                        name,
                        Objects.requireNonNull(
                                DESCRIPTIONS.get(name), () -> "the header " + name + " has no description")));
        return object("type", "object", "properties", properties, "required", written(false));
    }

    /** The headers a record really has, as the codec writes them. */
    private static List<String> written(boolean everything) {
        String optional = everything ? "x" : null;
        var event = new CloudEvent(
                "id",
                "/source",
                "type",
                "subject",
                Instant.EPOCH,
                "aggregate",
                1L,
                optional,
                optional,
                optional,
                optional,
                "{}".getBytes(UTF_8));
        List<String> names = new ArrayList<>();
        new CloudEventCodec(WireJson.lenient()).encode("topic", event).headers().forEach(each -> names.add(each.key()));
        return names;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> schema(EventType type) {
        try (InputStream file = DomainEvent.class.getResourceAsStream("/schemas/" + type.name() + ".json")) {
            return json.readValue(file, LinkedHashMap.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final Map<String, Object> DESCRIPTIONS = object(
            "ce_id",
                    object(
                            "type",
                            "string",
                            "format",
                            "uuid",
                            "description",
                            "UUIDv7; with the source, names the event for ever."),
            "ce_source", object("type", "string", "description", "The service, such as `/session-service`."),
            "ce_specversion", object("type", "string", "const", "1.0"),
            "ce_type", object("type", "string", "description", "What happened, with its version."),
            "ce_subject", object("type", "string", "description", "The aggregate's id, also the record's key."),
            "ce_time", object("type", "string", "format", "date-time", "description", "When it happened, in UTC."),
            "ce_aggregatetype", object("type", "string", "description", "What the subject is, such as `session`."),
            "ce_sequence",
                    object(
                            "type",
                            "string",
                            "pattern",
                            "^[1-9][0-9]*$",
                            "description",
                            "Counts the aggregate's events from 1; what is older than what was seen is stale."),
            "ce_projectid", object("type", "string", "description", "The project it belongs to, if it belongs to one."),
            "ce_correlationid",
                    object(
                            "type",
                            "string",
                            "pattern",
                            "^[A-Za-z0-9._-]{1,64}$",
                            "description",
                            "The trace id that everything following from one request or incident has in common."),
            "ce_causationid", object("type", "string", "description", "The id of the event this one followed from."),
            "traceparent", object("type", "string", "description", "W3C trace context of the span that produced it."),
            "content-type", object("type", "string", "const", "application/json"));

    static Map<String, Object> object(Object... keysAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return object;
    }
}
