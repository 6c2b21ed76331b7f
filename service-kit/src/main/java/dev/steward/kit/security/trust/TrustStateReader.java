package dev.steward.kit.security.trust;

import dev.steward.events.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code trust.state} and {@code trust.policies} from their beginning on a virtual thread of its own. Every instance
 * reads everything, so there is no consumer group and nothing is committed.
 */
final class TrustStateReader {

    private static final Logger LOG = LoggerFactory.getLogger(TrustStateReader.class);
    private static final List<String> TOPICS = List.of(Topics.TRUST_STATE, Topics.TRUST_POLICIES);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final Duration CONFIRMATION = Duration.ofSeconds(2);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final TrustRecords records;
    private final TrustState state;
    private final Clock clock;
    private final Runnable brokerAway;
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Consumer<byte[], byte[]> running;
    private volatile @Nullable Instant confirmedAt;
    private volatile boolean connected;
    private long confirmedNanos;

    TrustStateReader(
            Supplier<Consumer<byte[], byte[]>> consumers,
            TrustRecords records,
            TrustState state,
            Clock clock,
            Runnable brokerAway) {
        this.consumers = consumers;
        this.records = records;
        this.state = state;
        this.clock = clock;
        this.brokerAway = brokerAway;
    }

    void start() {
        Thread.ofVirtual().name("trust-state").start(this::run);
    }

    void stop() {
        stopped.countDown();
        Consumer<byte[], byte[]> consumer = running;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    /** Where to go on when there is a broker. */
    void resumeFrom(Map<String, Map<Integer, Long>> offsets) {
        offsets.forEach((topic, byPartition) -> byPartition.forEach(
                (partition, offset) -> positions.putIfAbsent(new TopicPartition(topic, partition), offset)));
    }

    /** Of each topic by partition. */
    Map<String, Map<Integer, Long>> positions() {
        Map<String, Map<Integer, Long>> byTopic = new HashMap<>();
        positions.forEach((partition, offset) ->
                byTopic.computeIfAbsent(partition.topic(), _ -> new HashMap<>()).put(partition.partition(), offset));
        return byTopic;
    }

    int unreadablePolicies() {
        return records.unreadablePolicies();
    }

    boolean connected() {
        return connected;
    }

    /** When the broker last said that there was nothing newer; null before it ever did. */
    @Nullable
    Instant confirmedAt() {
        return confirmedAt;
    }

    private void run() {
        while (!isStopped()) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                running = consumer;
                follow(consumer);
            } catch (WakeupException | InterruptException _) {
                return;
            } catch (KafkaException e) {
                lost(e);
            }
            pause();
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = assign(consumer);
        while (!isStopped() && !partitions.isEmpty()) {
            confirmIfDue(consumer, partitions);
            consumer.poll(POLL).forEach(record -> records.apply(record, state.entries()));
            state.policies().refresh();
            partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
        }
    }

    /** None while nobody has created each of the topics yet. */
    private List<TopicPartition> assign(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : TOPICS) {
            List<PartitionInfo> found = consumer.partitionsFor(topic, ANSWER);
            if (found.isEmpty()) {
                return List.of();
            }
            found.forEach(each -> partitions.add(new TopicPartition(topic, each.partition())));
        }
        consumer.assign(partitions);
        for (TopicPartition partition : partitions) {
            Long position = positions.get(partition);
            if (position == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, position);
            }
        }
        return partitions;
    }

    private void confirmIfDue(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        boolean loading = state.source() != TrustState.Source.TOPIC;
        if (!loading && System.nanoTime() - confirmedNanos < CONFIRMATION.toNanos()) {
            return;
        }
        // Before the end offsets: entries are sent before their marker, so they are below the end once it is seen.
        boolean complete = state.complete();
        try {
            Instant asked = clock.instant();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ANSWER);
            confirmedNanos = System.nanoTime();
            found();
            if (complete && partitions.stream().allMatch(p -> consumer.position(p) >= ends.getOrDefault(p, 0L))) {
                confirmedAt = asked;
                state.known(TrustState.Source.TOPIC);
            }
        } catch (org.apache.kafka.common.errors.TimeoutException e) {
            lost(e);
        }
    }

    private void found() {
        if (!connected) {
            connected = true;
            LOG.info("Reading {}.", TOPICS);
        }
    }

    private void lost(KafkaException cause) {
        if (connected) {
            connected = false;
            LOG.warn("Lost the broker; access is decided by what is known: {}", cause.getMessage());
        }
        if (state.source() == TrustState.Source.NOWHERE) {
            brokerAway.run();
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void pause() {
        try {
            boolean _ = stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            stopped.countDown();
        }
    }
}
