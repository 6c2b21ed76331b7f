package dev.steward.gateway.intake;

import dev.steward.events.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How events of other systems are taken in.
 *
 * @param sources where all events of a caller have to come from, by user name; {@code /callers/<user id>} for one that has
 *     none here
 * @param remembered how long an event that is sent again is known for the same
 * @param patience how long the broker may take to acknowledge
 * @param lease how long an event is its sender's before another may send it
 * @param atOnce requests that are under way at most
 */
@ConfigurationProperties("steward.gateway.intake")
public record IntakeSettings(
        @DefaultValue Map<String, String> sources,
        @DefaultValue("100") int largestBatch,
        @DefaultValue("1MB") DataSize bodyLimit,
        @DefaultValue("24h") Duration remembered,
        @DefaultValue("5s") Duration patience,
        @DefaultValue("30s") Duration lease,
        @DefaultValue("64") int atOnce) {

    public IntakeSettings {
        sources = Map.copyOf(sources);
        sources.forEach(IntakeSettings::check);
        if (largestBatch < 1 || atOnce < 1 || bodyLimit.toBytes() < 1) {
            throw new IllegalArgumentException("steward.gateway.intake: every number has to be at least 1");
        }
        if (!remembered.isPositive() || !patience.isPositive() || lease.compareTo(patience.plusSeconds(20)) < 0) {
            throw new IllegalArgumentException("steward.gateway.intake: every duration has to be positive,"
                    + " and lease 20 s longer than patience, for a broker may take an event late");
        }
    }

    private static void check(String user, String source) {
        if (source.isBlank() || !URI.create(source).normalize().toString().equals(source)) {
            throw new IllegalArgumentException("steward.gateway.intake.sources." + user + " is no plain URI reference");
        }
        if (Topics.OF_EVERY_SERVICE.stream()
                .map(topic -> "/" + Topics.owner(topic))
                .anyMatch(service -> source.startsWith(service) || service.startsWith(source))) {
            throw new IllegalArgumentException(
                    "steward.gateway.intake.sources." + user + " is the source of a service of the suite");
        }
    }
}
