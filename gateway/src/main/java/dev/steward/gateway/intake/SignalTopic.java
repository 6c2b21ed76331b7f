package dev.steward.gateway.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The topic of signals: what is sent there, and what is there already. Both block; safe for concurrent use. */
public final class SignalTopic implements AutoCloseable {

    /** How far clocks of the database and of an instance that sent something may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final ReentrantLock looking = new ReentrantLock();
    private @Nullable Producer<byte[], byte[]> producer;

    public SignalTopic(
            String name, Supplier<Producer<byte[], byte[]>> producers, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.name = name;
        this.producers = producers;
        this.consumers = consumers;
    }

    /** Completes when the broker acknowledged the record, and fails once it certainly will not any more. */
    CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> record) {
        var acknowledged = new CompletableFuture<Void>();
        try {
            var _ = producer().send(record, (_, failure) -> {
                if (failure == null) {
                    acknowledged.complete(null);
                } else {
                    acknowledged.completeExceptionally(failure);
                }
            });
        } catch (KafkaException e) {
            acknowledged.completeExceptionally(e);
        }
        return acknowledged;
    }

    /**
     * Those of some events that are on the topic.
     *
     * @param since when the first of them may have been sent
     * @param key what an event is known by
     */
    Set<String> find(Collection<String> wanted, Instant since, Function<ConsumerRecord<byte[], byte[]>, String> key) {
        looking.lock();
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            List<TopicPartition> partitions = consumer.partitionsFor(name, PATIENCE).stream()
                    .map(each -> new TopicPartition(name, each.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions.forEach(each -> times.put(each, since.minus(SKEW).toEpochMilli()));
            Map<TopicPartition, Long> starts = new HashMap<>();
            consumer.offsetsForTimes(times, PATIENCE).forEach((partition, start) -> {
                if (start != null) {
                    starts.put(partition, start.offset());
                }
            });
            consumer.assign(starts.keySet());
            starts.forEach(consumer::seek);
            Set<String> found = new HashSet<>();
            while (found.size() < wanted.size()
                    && starts.keySet().stream()
                            .anyMatch(each -> consumer.position(each, PATIENCE) < ends.getOrDefault(each, 0L))) {
                consumer.poll(POLL).forEach(record -> {
                    String is = key.apply(record);
                    if (wanted.contains(is)) {
                        found.add(is);
                    }
                });
            }
            return found;
        } finally {
            looking.unlock();
        }
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(5));
        }
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = producers.get();
        }
        return producer;
    }
}
