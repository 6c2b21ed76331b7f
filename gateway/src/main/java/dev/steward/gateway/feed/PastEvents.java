package dev.steward.gateway.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/**
 * Reads what was before for whoever comes back, a little at a time and no faster than it is taken. One consumer serves all of
 * them in turns, so that many who come back at once cost no more connections than one.
 */
public final class PastEvents implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final EventReader events;
    private final Scheduler blocking;
    private final ReentrantLock turn = new ReentrantLock(true);
    private @Nullable Consumer<byte[], byte[]> consumer;

    public PastEvents(Supplier<Consumer<byte[], byte[]>> consumers, EventReader events, Scheduler blocking) {
        this.consumers = consumers;
        this.events = events;
        this.blocking = blocking;
    }

    /**
     * Everything from one position to another, and a gap for what is not there any more.
     *
     * @param to position by partition; one that {@code from} does not have is read from its beginning
     */
    Flux<FeedMessage> between(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to, Subscription wanted) {
        return Flux.<List<FeedMessage>, Map<TopicPartition, Long>>generate(() -> start(from, to), (at, sink) -> {
                    List<FeedMessage> read = new ArrayList<>();
                    if (ahead(at, to, read)) {
                        sink.next(read);
                    } else if (at.entrySet().stream().allMatch(each -> each.getValue() >= end(each.getKey(), to))) {
                        sink.complete();
                    } else {
                        sink.next(step(at, to, wanted));
                    }
                    return at;
                })
                .subscribeOn(blocking)
                .concatMapIterable(read -> read, 1);
    }

    @Override
    public void close() {
        turn.lock();
        try {
            if (consumer != null) {
                consumer.close();
            }
        } finally {
            turn.unlock();
        }
    }

    private static Map<TopicPartition, Long> start(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        Map<TopicPartition, Long> at = new HashMap<>();
        to.keySet().forEach(each -> at.put(each, from.getOrDefault(each, 0L)));
        return at;
    }

    private static long end(TopicPartition partition, Map<TopicPartition, Long> to) {
        return to.getOrDefault(partition, 0L);
    }

    /** A topic that is younger than what was read of it: nothing is known of what there was. */
    private static boolean ahead(Map<TopicPartition, Long> at, Map<TopicPartition, Long> to, List<FeedMessage> told) {
        at.replaceAll((partition, offset) -> {
            long end = end(partition, to);
            if (offset > end) {
                told.add(new FeedMessage.Gap(partition, offset, end));
            }
            return Math.min(offset, end);
        });
        return !told.isEmpty();
    }

    private List<FeedMessage> step(Map<TopicPartition, Long> at, Map<TopicPartition, Long> to, Subscription wanted) {
        List<FeedMessage> told = new ArrayList<>();
        turn.lock();
        try {
            Consumer<byte[], byte[]> reader = consumer == null ? consumers.get() : consumer;
            consumer = reader;
            List<TopicPartition> due = at.keySet().stream()
                    .filter(each -> end(each, at) < end(each, to))
                    .toList();
            reader.assign(due);
            due.forEach(each -> reader.seek(each, end(each, at)));
            ConsumerRecords<byte[], byte[]> records = reader.poll(POLL);
            for (TopicPartition partition : due) {
                records.records(partition).forEach(record -> tell(record, partition, at, to, wanted, told));
                pass(partition, Math.min(reader.position(partition, ANSWER), end(partition, to)), at, told);
            }
        } catch (InterruptException _) {
            // Its client went away: nobody is told any more.
            return List.of();
        } finally {
            turn.unlock();
        }
        if (told.isEmpty()) {
            told.add(new FeedMessage.Idle(Cursor.text(at)));
        }
        return told;
    }

    private void tell(
            ConsumerRecord<byte[], byte[]> record,
            TopicPartition partition,
            Map<TopicPartition, Long> at,
            Map<TopicPartition, Long> to,
            Subscription wanted,
            List<FeedMessage> told) {
        if (record.offset() >= end(partition, to)) {
            return;
        }
        pass(partition, record.offset(), at, told);
        at.put(partition, record.offset() + 1);
        @Nullable ReadEvent event = events.read(record, at);
        if (event != null && wanted.isWanted(event)) {
            told.add(event.message());
        }
    }

    /** What lies between where it was read to and where there is something is gone. */
    private static void pass(
            TopicPartition partition, long offset, Map<TopicPartition, Long> at, List<FeedMessage> told) {
        long expected = at.getOrDefault(partition, 0L);
        if (offset > expected) {
            told.add(new FeedMessage.Gap(partition, expected, offset));
            at.put(partition, offset);
        }
    }
}
