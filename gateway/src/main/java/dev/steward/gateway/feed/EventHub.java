package dev.steward.gateway.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics of all services from now on, once for all who listen, on a virtual thread of its own. There is no consumer
 * group and nothing is committed: whoever missed something says how far it has read.
 */
public final class EventHub {

    private static final Logger LOG = LoggerFactory.getLogger(EventHub.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final EventReader events;
    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Object turn = new Object();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Consumer<byte[], byte[]> running;
    private volatile boolean begun;
    private volatile boolean connected = true;

    public EventHub(Supplier<Consumer<byte[], byte[]>> consumers, EventReader events) {
        this.consumers = consumers;
        this.events = events;
    }

    public void start() {
        Thread.ofVirtual().name("event-hub").start(this::run);
    }

    public void stop() {
        stopped.countDown();
        Consumer<byte[], byte[]> consumer = running;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    /** Whether it is known from where on events are told. It is not before there is a topic: no id would say where that is. */
    boolean isReady() {
        return begun;
    }

    /** From the positions that are returned on, everything is told. */
    Map<TopicPartition, Long> join(Subscription subscription) {
        synchronized (turn) {
            subscriptions.add(subscription);
            return Map.copyOf(positions);
        }
    }

    /** As {@link #join}, for one that has joined and dropped something; null if it has not. */
    @Nullable
    Map<TopicPartition, Long> rejoin(Subscription subscription) {
        synchronized (turn) {
            return subscription.begunAnew() ? Map.copyOf(positions) : null;
        }
    }

    void leave(Subscription subscription) {
        subscriptions.remove(subscription);
    }

    /** Says where to go on if nothing is on its way, so that nobody is sent past what they were not told of. */
    void beat(Subscription subscription) {
        synchronized (turn) {
            subscription.beat(Cursor.text(positions));
        }
    }

    private void run() {
        while (stopped.getCount() > 0) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                running = consumer;
                follow(consumer);
            } catch (WakeupException | InterruptException _) {
                return;
            } catch (RuntimeException e) {
                // Also what nobody thought of: the next record is read then, and nobody waits for ever.
                if (connected) {
                    LOG.warn("Lost the broker; listeners are told of nothing: {}", e.toString());
                }
                connected = false;
            }
            pause();
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        long looked = 0;
        while (stopped.getCount() > 0) {
            if (looked == 0 || System.nanoTime() - looked > LOOK.toNanos()) {
                assign(consumer);
                looked = System.nanoTime();
            }
            if (consumer.assignment().isEmpty()) {
                looked = 0;
                pause();
                continue;
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                synchronized (turn) {
                    tell(record);
                }
            }
        }
    }

    /** Topics come into being one by one; one that was not there at first is read from its beginning. */
    private void assign(Consumer<byte[], byte[]> consumer) {
        Map<String, List<PartitionInfo>> known = consumer.listTopics(ANSWER);
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : Cursor.TOPICS) {
            known.getOrDefault(topic, List.of())
                    .forEach(each -> partitions.add(new TopicPartition(topic, each.partition())));
        }
        if (!connected) {
            LOG.info("Events are told again.");
        }
        connected = true;
        if (consumer.assignment().equals(Set.copyOf(partitions))) {
            return;
        }
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = begun ? Map.of() : consumer.endOffsets(partitions, ANSWER);
        synchronized (turn) {
            partitions.forEach(each -> positions.putIfAbsent(each, ends.getOrDefault(each, 0L)));
            partitions.forEach(each -> consumer.seek(each, positions.getOrDefault(each, 0L)));
        }
        begun = true;
    }

    private void tell(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        long expected = positions.getOrDefault(partition, 0L);
        positions.put(partition, record.offset() + 1);
        if (subscriptions.isEmpty()) {
            return;
        }
        if (record.offset() > expected) {
            var gap = new FeedMessage.Gap(partition, expected, record.offset());
            subscriptions.forEach(each -> each.offer(gap));
        }
        @Nullable ReadEvent event = events.read(record, positions);
        if (event != null) {
            tell(event);
        }
    }

    private void tell(ReadEvent event) {
        subscriptions.forEach(each -> each.offer(event));
    }

    private void pause() {
        try {
            boolean _ = stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            stopped.countDown();
        }
    }
}
