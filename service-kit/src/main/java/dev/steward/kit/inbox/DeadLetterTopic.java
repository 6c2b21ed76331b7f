package dev.steward.kit.inbox;

import dev.steward.events.Topics;
import dev.steward.kit.outbox.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads dead-letter topics without a group, so that looking never moves anything. Blocks; for virtual threads. */
final class DeadLetterTopic {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Comparator<ConsumerRecord<byte[], byte[]>> NEWEST_FIRST = Comparator.comparingLong(
                    (ConsumerRecord<byte[], byte[]> letter) -> letter.timestamp())
            .thenComparingLong(ConsumerRecord::offset)
            .reversed();

    private final KafkaClients clients;

    DeadLetterTopic(KafkaClients clients) {
        this.clients = clients;
    }

    /** The newest letters of a group. */
    record Newest(List<ConsumerRecord<byte[], byte[]>> letters, long total) {}

    Newest newest(String group, int most) {
        try (KafkaConsumer<byte[], byte[]> consumer = open(group)) {
            List<Extent> extents = extents(consumer, group);
            List<ConsumerRecord<byte[], byte[]>> letters = extents.stream()
                    .flatMap(extent -> read(
                            consumer, extent.partition(), Math.max(extent.begin(), extent.end() - most), extent.end()))
                    .sorted(NEWEST_FIRST)
                    .limit(most)
                    .toList();
            return new Newest(
                    letters,
                    extents.stream()
                            .mapToLong(extent -> extent.end() - extent.begin())
                            .sum());
        }
    }

    Optional<ConsumerRecord<byte[], byte[]>> find(String group, int partition, long offset) {
        try (KafkaConsumer<byte[], byte[]> consumer = open(group)) {
            return extents(consumer, group).stream()
                    .filter(extent -> extent.partition().partition() == partition)
                    .filter(extent -> extent.begin() <= offset && offset < extent.end())
                    .flatMap(extent -> read(consumer, extent.partition(), offset, offset + 1))
                    .filter(record -> record.offset() == offset)
                    .findFirst();
        }
    }

    private KafkaConsumer<byte[], byte[]> open(String group) {
        return new KafkaConsumer<>(clients.consumer(group + ".dead-letters"));
    }

    /** What a partition holds: offsets from begin, before end. */
    private record Extent(TopicPartition partition, long begin, long end) {}

    private static List<Extent> extents(KafkaConsumer<byte[], byte[]> consumer, String group) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.deadLetters(group), TIMEOUT).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, TIMEOUT);
        return consumer.beginningOffsets(partitions, TIMEOUT).entrySet().stream()
                .map(begin -> new Extent(
                        begin.getKey(), begin.getValue(), ends.getOrDefault(begin.getKey(), begin.getValue())))
                .toList();
    }

    private static Stream<ConsumerRecord<byte[], byte[]>> read(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long from, long to) {
        if (from >= to) {
            return Stream.empty();
        }
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        while (consumer.position(partition, TIMEOUT) < to) {
            var polled = consumer.poll(TIMEOUT);
            if (polled.isEmpty()) {
                throw new TimeoutException("the dead-letter topic was not read in time");
            }
            polled.forEach(found::add);
        }
        return found.stream().filter(record -> record.offset() < to);
    }
}
