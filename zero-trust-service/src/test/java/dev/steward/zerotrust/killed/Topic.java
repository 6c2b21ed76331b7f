package dev.steward.zerotrust.killed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All that a topic holds now, each event once, as an inbox would take it. */
record Topic(List<ConsumerRecord<byte[], byte[]>> records) {

    static Topic read(String bootstrapServers, String name) {
        var broker = Map.<String, Object>of("bootstrap.servers", bootstrapServers);
        Map<String, ConsumerRecord<byte[], byte[]>> read = new LinkedHashMap<>();
        try (var consumer = new KafkaConsumer<>(broker, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                    .map(each -> new TopicPartition(name, each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions).entrySet();
            while (ends.stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(each -> read.putIfAbsent(header(each, "ce_id"), each));
            }
        }
        return new Topic(new ArrayList<>(read.values()));
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), UTF_8);
    }

    /** What is there under each key when all has been read; not what ended with a tombstone. */
    Map<String, String> entries(String prefix) {
        Map<String, String> entries = new TreeMap<>();
        for (var record : records) {
            String key = key(record);
            if (key.startsWith(prefix)) {
                if (record.value() == null) {
                    entries.remove(key);
                } else {
                    entries.put(key, new String(record.value(), UTF_8));
                }
            }
        }
        return entries;
    }
}
