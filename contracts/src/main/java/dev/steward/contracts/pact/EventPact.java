package dev.steward.contracts.pact;

import static java.nio.charset.StandardCharsets.UTF_8;

import au.com.dius.pact.core.model.Consumer;
import au.com.dius.pact.core.model.ContentType;
import au.com.dius.pact.core.model.OptionalBody;
import au.com.dius.pact.core.model.Provider;
import au.com.dius.pact.core.model.V4Interaction.AsynchronousMessage;
import au.com.dius.pact.core.model.V4Pact;
import au.com.dius.pact.core.model.matchingrules.MatchingRuleCategory;
import au.com.dius.pact.core.model.matchingrules.MatchingRulesImpl;
import au.com.dius.pact.core.model.matchingrules.RegexMatcher;
import au.com.dius.pact.core.model.v4.MessageContents;
import dev.steward.events.DomainEvent;
import dev.steward.events.EventType;
import dev.steward.events.EventTypes;
import dev.steward.events.UuidV7;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a consumer needs of a provider's events: no field and no header more than it reads. */
public final class EventPact implements WrittenPact {

    private static final String SUBJECT = "0198c0de-0000-7000-8000-000000000002";

    /** Name of the record's key among its headers: events of one key keep their order, entries of one replace each other. */
    static final String KEY = "key";

    private final String consumer;
    private final String provider;
    private final Map<EventType, AsynchronousMessage> messages = new LinkedHashMap<>();

    private EventPact(String consumer, String provider) {
        this.consumer = consumer;
        this.provider = provider;
    }

    public static EventPact between(String consumer, String provider) {
        return new EventPact(consumer, provider);
    }

    /**
     * Adds a type of event.
     *
     * @param fields what the consumer reads of the data
     */
    public EventPact needs(Class<? extends DomainEvent> event, String... fields) {
        return event(event, Map.of("ce_projectid", "shop"), Map.of("ce_projectid", "[a-z0-9][a-z0-9-]{0,39}"), fields);
    }

    /** Adds a type of event that need not belong to a project. */
    public EventPact needsOfAnyProject(Class<? extends DomainEvent> event, String... fields) {
        return event(event, Map.of(), Map.of(), fields);
    }

    private EventPact event(
            Class<? extends DomainEvent> event,
            Map<String, String> project,
            Map<String, String> projectPattern,
            String... fields) {
        Map<String, Object> headers = headers(EventTypes.of(event), SUBJECT);
        headers.put("ce_time", "2026-01-02T03:04:05Z");
        headers.putAll(project);
        headers.put("ce_correlationid", "5bf92f3577b34da6a3ce929d0e0e4736");
        Map<String, String> patterns = patterns(".+");
        patterns.put("ce_time", JsonRules.TIME);
        patterns.putAll(projectPattern);
        patterns.put("ce_correlationid", "[A-Za-z0-9._-]{1,64}");
        return add(event, headers, patterns, fields);
    }

    /**
     * Adds a type of entry in a compacted topic: the latest word on its key, whenever and why it was said.
     *
     * @param key of the example
     * @param pattern what all its keys look like
     */
    public EventPact needsEntry(Class<? extends DomainEvent> entry, String key, String pattern, String... fields) {
        return add(entry, headers(EventTypes.of(entry), key), patterns(pattern), fields);
    }

    private EventPact add(
            Class<? extends DomainEvent> event,
            Map<String, Object> headers,
            Map<String, String> patterns,
            String... fields) {
        EventType type = EventTypes.of(event);
        ObjectNode example = GoldenFile.of(type, fields);
        var rules = new MatchingRulesImpl();
        JsonRules.add(rules.addCategory("body"), "$", example, Set.of());
        MatchingRuleCategory metadata = rules.addCategory("metadata");
        patterns.forEach((name, pattern) -> metadata.addRule(name, new RegexMatcher(pattern)));
        byte[] data = JsonMapper.shared().writeValueAsBytes(example);
        var contents = new MessageContents(OptionalBody.body(data, ContentType.getJSON()), headers, rules);
        messages.put(type, new AsynchronousMessage(type.name(), type.name(), contents));
        return this;
    }

    public Collection<EventType> types() {
        return List.copyOf(messages.keySet());
    }

    /**
     * The message as it would come from the broker now.
     *
     * @param sequence in place of the example's
     * @param changes fields that have to fit to what else the test does, such as ids, and other times than of the example
     */
    public ProducerRecord<byte[], byte[]> record(
            Class<? extends DomainEvent> event, String subject, long sequence, Map<String, ?> changes) {
        EventType type = EventTypes.of(event);
        MessageContents contents =
                Objects.requireNonNull(messages.get(type), type.name()).getContents();
        ObjectNode data =
                JsonMapper.shared().readTree(contents.getContents().getValue()).asObject();
        changes.forEach((field, value) -> data.set(field, JsonMapper.shared().<JsonNode>valueToTree(value)));
        var record = new ProducerRecord<>(
                type.topicOf(provider),
                subject.getBytes(UTF_8),
                JsonMapper.shared().writeValueAsBytes(data));
        Map<String, Object> headers = new LinkedHashMap<>(contents.getMetadata());
        headers.remove(KEY);
        headers.put("ce_id", UuidV7.next(Clock.systemUTC()));
        headers.replace("ce_time", Clock.systemUTC().instant());
        headers.put("ce_subject", subject);
        headers.put("ce_sequence", sequence);
        headers.put("content-type", headers.remove("contentType"));
        headers.forEach(
                (name, value) -> record.headers().add(name, value.toString().getBytes(UTF_8)));
        return record;
    }

    @Override
    public V4Pact pact() {
        return new V4Pact(new Consumer(consumer), new Provider(provider), new ArrayList<>(messages.values()));
    }

    private Map<String, Object> headers(EventType type, String subject) {
        var headers = new TreeMap<String, Object>();
        headers.put(KEY, subject);
        headers.put("ce_id", "0198c0de-0000-7000-8000-000000000001");
        headers.put("ce_source", "/" + provider);
        headers.put("ce_specversion", "1.0");
        headers.put("ce_type", type.name());
        headers.put("ce_subject", subject);
        headers.put("ce_sequence", "2");
        headers.put("contentType", "application/json");
        return headers;
    }

    private static Map<String, String> patterns(String subject) {
        return new TreeMap<>(
                Map.of(KEY, subject, "ce_id", JsonRules.ID, "ce_subject", subject, "ce_sequence", "[1-9][0-9]*"));
    }
}
