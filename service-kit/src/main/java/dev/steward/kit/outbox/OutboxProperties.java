package dev.steward.kit.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the outbox and its relay.
 *
 * @param largestEvent data larger than this is refused at append; below the broker's limit for a record
 * @param batchSize rows read, sent and deleted at a time
 * @param pollInterval how often the relay looks without being woken
 * @param flushTimeout how long a shutdown waits for the rows that are there
 */
@ConfigurationProperties("steward.outbox")
public record OutboxProperties(
        @DefaultValue("900KB") DataSize largestEvent,
        @DefaultValue("500") int batchSize,
        @DefaultValue("1s") Duration pollInterval,
        @DefaultValue("4s") Duration flushTimeout) {

    public OutboxProperties {
        if (batchSize < 1 || pollInterval.isZero() || pollInterval.isNegative() || largestEvent.toBytes() < 1) {
            throw new IllegalArgumentException("batch-size, poll-interval and largest-event have to be positive");
        }
    }
}
