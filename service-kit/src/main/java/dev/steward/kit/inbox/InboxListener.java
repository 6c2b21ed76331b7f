package dev.steward.kit.inbox;

import io.micrometer.core.instrument.MeterRegistry;
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
    private final MeterRegistry meters;

    InboxListener(EventSubscription subscription, Inbox inbox, Duration timeout, MeterRegistry meters) {
        this.subscription = subscription;
        this.inbox = inbox;
        this.timeout = timeout;
        this.meters = meters;
    }

    @Override
    public void onMessage(ConsumerRecord<byte[], byte[]> record) {
        Outcome outcome = inbox.apply(subscription, record, Instant.ofEpochMilli(record.timestamp()))
                .timeout(timeout)
                .block();
        if (outcome != null) {
            meters.counter("steward.inbox.events", "group", subscription.group(), "outcome", outcome.code())
                    .increment();
        }
    }
}
