package dev.steward.devstack;

import dev.steward.infra.AccessRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a topic holds, read from its beginning and without a group, by the administrator of the broker. */
final class EventLog {
    /** The headers that order and identify an event. */
    record Entry(String id, String type, String subject, long sequence) {
        static Entry of(ConsumerRecord<String, byte[]> event) {
            return new Entry(
                    header(event, "ce_id"),
                    header(event, "ce_type"),
                    header(event, "ce_subject"),
                    Long.parseLong(header(event, "ce_sequence")));
        }

        private static String header(ConsumerRecord<String, byte[]> event, String name) {
            return new String(event.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
        }
    }

    private EventLog() {}

    static List<Entry> read(SuiteUnderTest suite, String topic) {
        var settings = suite.brokerLogin(AccessRules.ADMIN);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .collect(Collectors.toSet());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var entries = new ArrayList<Entry>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofSeconds(1)).forEach(event -> entries.add(Entry.of(event)));
            }
            return entries;
        }
    }
}
