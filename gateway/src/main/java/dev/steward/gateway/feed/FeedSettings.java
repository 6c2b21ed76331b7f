package dev.steward.gateway.feed;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Streams of events.
 *
 * @param perUser streams of one user
 * @param most streams in all
 * @param buffer events that are held back for a slow reader; what is more is dropped
 * @param bufferSize characters that they may have together
 * @param look how often it is asked whether what let a stream in still holds
 * @param ping how often a client hears something although nothing happens
 * @param closing how long a client may take to read that its stream is over before it is cut off
 * @param messagesPerSecond that a client may send on a socket
 */
@ConfigurationProperties("steward.gateway.feed")
public record FeedSettings(
        @DefaultValue("20") int perUser,
        @DefaultValue("2000") int most,
        @DefaultValue("500") int buffer,
        @DefaultValue("4MB") DataSize bufferSize,
        @DefaultValue("400ms") Duration look,
        @DefaultValue("15s") Duration ping,
        @DefaultValue("400ms") Duration closing,
        @DefaultValue("10") int messagesPerSecond) {

    public FeedSettings {
        if (perUser < 1 || most < 1 || buffer < 1 || bufferSize.toBytes() < 1 || messagesPerSecond < 1) {
            throw new IllegalArgumentException("steward.gateway.feed: every number has to be at least 1");
        }
        if (!look.isPositive() || !ping.isPositive() || !closing.isPositive()) {
            throw new IllegalArgumentException("steward.gateway.feed: every duration has to be positive");
        }
    }
}
