package dev.steward.kit.inbox;

import dev.steward.kit.cloudevents.BadEventException;
import dev.steward.kit.database.Outage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.log.LogAccessor;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.listener.SeekUtils;

/**
 * What is done about an event that failed. Infrastructure away: the same event is tried for ever. Bad data: a dead letter
 * at once. Anything else: some tries, then a dead letter. Between two tries the partition rests, so that its order is
 * kept, while the group's other partitions go on.
 *
 * <p>One per group. A partition's failures are counted by the consumer thread that has the partition, and no other.
 */
final class RetryingErrorHandler implements CommonErrorHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RetryingErrorHandler.class);
    private static final LogAccessor SEEK_LOG = new LogAccessor(LogFactory.getLog(RetryingErrorHandler.class));
    private static final int QUIET_OUTAGES = 20;

    private final String group;
    private final BiConsumer<ConsumerRecord<?, ?>, Exception> deadLetters;
    private final InboxProperties properties;
    private final Map<TopicPartition, Failing> failing = new ConcurrentHashMap<>();

    /** Wants a place for dead letters that returns when the broker has one, and throws a KafkaException otherwise. */
    RetryingErrorHandler(
            String group, BiConsumer<ConsumerRecord<?, ?>, Exception> deadLetters, InboxProperties properties) {
        this.group = group;
        this.deadLetters = deadLetters;
        this.properties = properties;
    }

    /** How often the event at the head of a partition has failed; an outage says nothing about the event. */
    private record Failing(long offset, int tries, int outages) {

        Failing after(boolean outage) {
            return outage ? new Failing(offset, tries, outages + 1) : new Failing(offset, tries + 1, outages);
        }
    }

    @Override
    public boolean seeksAfterHandling() {
        return true;
    }

    @Override
    public void handleRemaining(
            Exception thrown,
            List<ConsumerRecord<?, ?>> records,
            Consumer<?, ?> consumer,
            MessageListenerContainer container) {
        ConsumerRecord<?, ?> failed = records.getFirst();
        TopicPartition partition = new TopicPartition(failed.topic(), failed.partition());
        Optional<Duration> pause = pauseAfter(partition, failed, thrown);
        if (pause.isEmpty()) {
            failing.remove(partition);
            SeekUtils.doSeeksToBegin(records.subList(1, records.size()), consumer, SEEK_LOG);
            return;
        }
        SeekUtils.doSeeksToBegin(records, consumer, SEEK_LOG);
        container.pausePartition(partition);
        CompletableFuture.delayedExecutor(pause.get().toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                .execute(() -> container.resumePartition(partition));
        // Tells the container that the record is not done with.
        throw new KafkaException(partition + " rests for " + pause.get(), KafkaException.Level.DEBUG, thrown);
    }

    /** Empty when the event is done with, as a dead letter. */
    private Optional<Duration> pauseAfter(TopicPartition partition, ConsumerRecord<?, ?> failed, Exception thrown) {
        Failing before = failing.get(partition);
        if (before == null || before.offset() != failed.offset()) {
            before = new Failing(failed.offset(), 0, 0);
        }
        boolean outage = Outage.isCauseOf(thrown);
        Failing now = before.after(outage);
        if (outage
                || (now.tries() < properties.tries()
                        && BadEventException.in(thrown).isEmpty())) {
            log(partition, now, outage, thrown);
        } else if (isParked(failed, thrown)) {
            return Optional.empty();
        } else {
            now = now.after(true);
        }
        failing.put(partition, now);
        return Optional.of(properties.pause(now.tries() + now.outages()));
    }

    private boolean isParked(ConsumerRecord<?, ?> failed, Exception thrown) {
        try {
            deadLetters.accept(failed, thrown);
            return true;
        } catch (KafkaException e) {
            LOG.warn("{} cannot write a dead letter yet: {}", group, e.toString());
            return false;
        }
    }

    private void log(TopicPartition partition, Failing now, boolean outage, Exception thrown) {
        if (!outage) {
            LOG.warn("{} failed at {}@{}, try {}", group, partition, now.offset(), now.tries(), thrown);
        } else if (now.outages() % QUIET_OUTAGES == 1) {
            LOG.warn(
                    "{} waits at {}@{}: {}",
                    group,
                    partition,
                    now.offset(),
                    Outage.rootOf(thrown).toString());
        }
    }

    /** A poll or a commit that failed; the next one repeats what it was for. */
    @Override
    public void handleOtherException(
            Exception thrown, Consumer<?, ?> consumer, MessageListenerContainer container, boolean batchListener) {
        LOG.warn("{}: {}", group, thrown.toString());
    }
}
