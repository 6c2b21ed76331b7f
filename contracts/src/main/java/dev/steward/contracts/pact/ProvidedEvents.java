package dev.steward.contracts.pact;

import static java.nio.charset.StandardCharsets.UTF_8;

import au.com.dius.pact.core.matchers.Matching;
import au.com.dius.pact.core.matchers.MatchingConfig;
import au.com.dius.pact.core.matchers.MatchingContext;
import au.com.dius.pact.core.matchers.Mismatch;
import au.com.dius.pact.core.model.ContentType;
import au.com.dius.pact.core.model.OptionalBody;
import au.com.dius.pact.core.model.V4Interaction.AsynchronousMessage;
import au.com.dius.pact.core.model.V4Pact;
import au.com.dius.pact.core.model.v4.MessageContents;
import dev.steward.contracts.ContractFile;
import dev.steward.events.EventTypes;
import dev.steward.kit.testing.TestEvents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Holds the records a provider really wrote against the pacts of all its consumers. */
public final class ProvidedEvents {

    private ProvidedEvents() {}

    /**
     * Waits until the provider has written a record of each type that a pact names, then fails unless every such record
     * is as its consumer needs it.
     */
    public static void requireAsNeeded(String provider, TestEvents events) {
        if (ContractFile.isUpdating()) {
            return;
        }
        List<V4Pact> pacts = PactFolder.committed().of(provider);
        if (pacts.stream().flatMap(ProvidedEvents::messages).findAny().isEmpty()) {
            throw new AssertionError("nobody in contracts/pacts consumes events of " + provider);
        }
        List<ConsumerRecord<byte[], byte[]>> written = written(provider, pacts, events);
        List<String> broken = new ArrayList<>();
        for (V4Pact pact : pacts) {
            messages(pact).forEach(message -> written.stream()
                    .filter(record -> record.value() != null) // what ends an entry has nothing to read
                    .filter(record -> header(record, "ce_type").equals(type(message)))
                    .flatMap(record -> mismatches(message.getContents(), record))
                    .map(Difference::of)
                    .distinct()
                    .forEach(difference -> broken.add(PactFolder.name(pact, message) + ": " + difference)));
        }
        if (!broken.isEmpty()) {
            throw new AssertionError(String.join(System.lineSeparator(), broken));
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> written(
            String provider, List<V4Pact> pacts, TestEvents events) {
        Map<String, Set<String>> types = new HashMap<>();
        pacts.stream()
                .flatMap(ProvidedEvents::messages)
                .map(ProvidedEvents::type)
                .forEach(type -> types.computeIfAbsent(
                                EventTypes.byName(type).orElseThrow().topicOf(provider), _ -> new TreeSet<>())
                        .add(type));
        List<ConsumerRecord<byte[], byte[]>> written = new ArrayList<>();
        types.forEach((topic, wanted) -> written.addAll(written(topic, wanted, events)));
        return written;
    }

    private static List<ConsumerRecord<byte[], byte[]>> written(String topic, Set<String> wanted, TestEvents events) {
        Set<String> missing = new TreeSet<>(wanted);
        try {
            return events.awaitRecords(topic, records -> {
                records.forEach(record -> missing.remove(header(record, "ce_type")));
                return missing.isEmpty();
            });
        } catch (AssertionError e) {
            throw new AssertionError("nothing was written to " + topic + " of " + missing, e);
        }
    }

    private static Stream<AsynchronousMessage> messages(V4Pact pact) {
        return pact.getInteractions().stream()
                .filter(AsynchronousMessage.class::isInstance)
                .map(AsynchronousMessage.class::cast);
    }

    private static Stream<Mismatch> mismatches(MessageContents needed, ConsumerRecord<byte[], byte[]> record) {
        var json = Objects.requireNonNull(MatchingConfig.lookupContentMatcher("application/json"));
        var body = json.matchBody(
                needed.getContents(),
                OptionalBody.body(record.value(), ContentType.getJSON()),
                context(needed, "body"));
        Map<String, Object> headers = new HashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), UTF_8));
        }
        headers.put("contentType", header(record, "content-type"));
        headers.put(EventPact.KEY, record.key() == null ? "" : new String(record.key(), UTF_8));
        return Stream.concat(
                body.getMismatches().stream(),
                Matching.compareMessageMetadata(needed.getMetadata(), headers, context(needed, "metadata")).stream());
    }

    private static MatchingContext context(MessageContents needed, String part) {
        return new MatchingContext(needed.getMatchingRules().rulesForCategory(part), true, Map.of(), false);
    }

    private static String type(AsynchronousMessage message) {
        return String.valueOf(message.getContents().getMetadata().get("ce_type"));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }
}
