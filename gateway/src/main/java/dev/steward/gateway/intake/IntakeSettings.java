package dev.steward.gateway.intake;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How events of other systems are taken in.
 *
 * @param remembered how long an event that is sent again is known for the same
 * @param patience how long the broker may take to acknowledge
 * @param lease how long an event is its sender's before another may send it
 * @param atOnce requests that are under way at most
 */
@ConfigurationProperties("steward.gateway.intake")
public record IntakeSettings(
        @DefaultValue("100") int largestBatch,
        @DefaultValue("1MB") DataSize bodyLimit,
        @DefaultValue("24h") Duration remembered,
        @DefaultValue("5s") Duration patience,
        @DefaultValue("30s") Duration lease,
        @DefaultValue("64") int atOnce) {

    public IntakeSettings {
        if (largestBatch < 1 || atOnce < 1 || bodyLimit.toBytes() < 1) {
            throw new IllegalArgumentException("steward.gateway.intake: every number has to be at least 1");
        }
        if (!remembered.isPositive() || !patience.isPositive() || lease.compareTo(patience.plusSeconds(20)) < 0) {
            throw new IllegalArgumentException("steward.gateway.intake: every duration has to be positive,"
                    + " and lease 20 s longer than patience, for a broker may take an event late");
        }
    }
}
