package dev.steward.kit.inbox;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.MessageListener;

/**
 * Applies the records of one group in the order of their partitions. It blocks, on a virtual thread: the next record of a
 * partition must not start before the effect of this one is committed.
 */
final class InboxListener implements MessageListener<byte[], byte[]> {

    private final EventSubscription subscription;
    private final Inbox inbox;
    private final Duration timeout;

    InboxListener(EventSubscription subscription, Inbox inbox, Duration timeout) {
        this.subscription = subscription;
        this.inbox = inbox;
        this.timeout = timeout;
    }

    @Override
    public void onMessage(ConsumerRecord<byte[], byte[]> record) {
        inbox.apply(subscription, record, Instant.ofEpochMilli(record.timestamp()))
                .timeout(timeout)
                .block();
    }
}
