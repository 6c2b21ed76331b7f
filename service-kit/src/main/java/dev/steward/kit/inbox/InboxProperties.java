package dev.steward.kit.inbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of event consumption.
 *
 * @param retention how long a topic keeps its events; the inbox remembers one day longer
 * @param ahead how far in the future an event may say it happened
 * @param tries how often an event is tried that fails for no known reason
 * @param firstPause before the second try; doubles from then on
 * @param longestPause between two tries while database or broker are away
 * @param handlerTimeout after which a handler counts as stuck on something that is away
 */
@ConfigurationProperties("steward.inbox")
public record InboxProperties(
        @DefaultValue("7d") Duration retention,
        @DefaultValue("5m") Duration ahead,
        @DefaultValue("8") int tries,
        @DefaultValue("100ms") Duration firstPause,
        @DefaultValue("10s") Duration longestPause,
        @DefaultValue("30s") Duration handlerTimeout) {

    public InboxProperties {
        if (tries < 1 || firstPause.toMillis() < 1 || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException("tries and first-pause have to be positive, longest-pause not shorter");
        }
    }

    /** Before the next try, after so many failures. */
    Duration pause(int failures) {
        long longest = longestPause.toMillis();
        long doubled = firstPause.toMillis() << Math.min(30, failures - 1);
        return Duration.ofMillis(Math.min(longest, doubled));
    }

    /** Whole days, begun ones included, and one more. */
    int keptDays() {
        return Math.toIntExact(retention.plusDays(2).minusNanos(1).toDays());
    }
}
