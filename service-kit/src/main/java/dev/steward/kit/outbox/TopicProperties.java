package dev.steward.kit.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of topics when their owner creates them.
 *
 * @param partitions of a topic that does not say
 * @param retention of topics that are not compacted, and the base of how long the inbox remembers
 */
@ConfigurationProperties("steward.topics")
public record TopicProperties(
        @DefaultValue("6") int partitions,
        @DefaultValue("7d") Duration retention) {}
