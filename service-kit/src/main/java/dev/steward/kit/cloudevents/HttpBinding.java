package dev.steward.kit.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.UriUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * CloudEvents 1.0 over HTTP, as other systems send them. The data is JSON in every mode, since nobody in the suite reads
 * anything else.
 */
public final class HttpBinding {

    private static final String PREFIX = "ce-";
    private static final int MOST_EXTENSIONS = 32;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,40}");

    private final JsonMapper json;
    private final StructuredMode structured;
    private final Clock clock;

    public HttpBinding(JsonMapper json, Clock clock) {
        this.json = json;
        this.structured = new StructuredMode(json);
        this.clock = clock;
    }

    /** The attributes are headers, and the body is the data. */
    public SentEvent binary(HttpHeaders headers, byte[] body) {
        return reading(() -> first(headers, "type"), () -> {
            requireJson(body);
            CloudEvent event = new EnvelopeReader(attribute -> first(headers, attribute.wireName()))
                    .read("", clock.instant(), body);
            Map<String, String> extensions = new LinkedHashMap<>();
            headers.headerNames().stream()
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .filter(name -> name.startsWith(PREFIX))
                    .map(name -> name.substring(PREFIX.length()))
                    .filter(name -> !Attribute.has(name))
                    .forEach(name -> add(extensions, name, String.valueOf(first(headers, name))));
            return new SentEvent.Whole(event, extensions);
        });
    }

    /** The body is the event. */
    public SentEvent structured(byte[] body) {
        return structured(structured.parse(body));
    }

    /**
     * The body is a list of events.
     *
     * @throws BadEventException if it is no list
     */
    public List<SentEvent> batch(byte[] body) {
        JsonNode events = structured.parse(body);
        if (!events.isArray()) {
            throw new BadEventException("a batch has to be a JSON array");
        }
        return StreamSupport.stream(events.spliterator(), false)
                .map(this::structured)
                .toList();
    }

    private SentEvent structured(JsonNode node) {
        return reading(() -> node.path("type").isString() ? node.path("type").asString() : null, () -> {
            CloudEvent event = structured.read(node, "", clock.instant());
            if (node.has("data_base64")) {
                requireJson(event.data());
            }
            Map<String, String> extensions = new LinkedHashMap<>();
            node.propertyStream()
                    .map(Map.Entry::getKey)
                    .filter(name -> !Attribute.has(name))
                    .filter(name -> !name.startsWith("data") || name.equals("dataschema"))
                    .forEach(name -> {
                        String value = StructuredMode.text(node, name);
                        if (value != null) {
                            add(extensions, name, value);
                        }
                    });
            return new SentEvent.Whole(event, extensions);
        });
    }

    private static SentEvent reading(Supplier<@Nullable String> type, Supplier<SentEvent> event) {
        try {
            return event.get();
        } catch (BadEventException e) {
            return new SentEvent.Broken(type.get(), e.reason());
        }
    }

    private void requireJson(byte[] data) {
        if (data.length == 0) {
            throw new BadEventException("data is missing");
        }
        try {
            json.readTree(data);
        } catch (JacksonException e) {
            throw new BadEventException("the data is not JSON", e);
        }
    }

    private static void add(Map<String, String> extensions, String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new BadEventException("an attribute is named otherwise than with lower-case letters and digits");
        }
        if (extensions.size() == MOST_EXTENSIONS) {
            throw new BadEventException("there are more than " + MOST_EXTENSIONS + " attributes that are not known");
        }
        extensions.put(name, EnvelopeReader.checked(name, value));
    }

    /** What stands in a header with percent signs for what a header cannot have (HTTP binding 1.0.2, 3.1.3.2). */
    private static @Nullable String first(HttpHeaders headers, String attribute) {
        List<String> values = headers.getOrEmpty(PREFIX + attribute);
        if (values.size() > 1) {
            throw new BadEventException(attribute + " is there more than once");
        }
        try {
            return values.isEmpty() ? null : UriUtils.decode(values.getFirst(), UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadEventException(attribute + " has a percent sign without two hexadecimal digits", e);
        }
    }
}
