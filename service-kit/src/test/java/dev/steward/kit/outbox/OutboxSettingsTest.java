package dev.steward.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.util.unit.DataSize;

class OutboxSettingsTest {

    @Test
    void pinsTheDefaults() {
        assertThat(bound("steward.outbox", OutboxProperties.class, Map.of()))
                .isEqualTo(new OutboxProperties(
                        DataSize.ofKilobytes(900), 500, Duration.ofSeconds(1), Duration.ofSeconds(4)));
        assertThat(bound("steward.topics", TopicProperties.class, Map.of()))
                .isEqualTo(new TopicProperties(6, Duration.ofDays(7)));
    }

    @Test
    void pinsTheNames() {
        assertThat(bound(
                        "steward.outbox",
                        OutboxProperties.class,
                        Map.of(
                                "steward.outbox.largest-event", "1KB",
                                "steward.outbox.batch-size", "2",
                                "steward.outbox.poll-interval", "3s",
                                "steward.outbox.flush-timeout", "6s")))
                .isEqualTo(
                        new OutboxProperties(DataSize.ofKilobytes(1), 2, Duration.ofSeconds(3), Duration.ofSeconds(6)));
        assertThat(bound(
                        "steward.topics",
                        TopicProperties.class,
                        Map.of("steward.topics.partitions", "1", "steward.topics.retention", "2d")))
                .isEqualTo(new TopicProperties(1, Duration.ofDays(2)));
    }

    @Test
    void refusesABatchOfNothing() {
        assertThatThrownBy(
                        () -> bound("steward.outbox", OutboxProperties.class, Map.of("steward.outbox.batch-size", "0")))
                .hasRootCauseMessage("batch-size, poll-interval and largest-event have to be positive");
    }

    @Test
    void stopsTheRelayAfterTheWebServer() {
        assertThat(OutboxRelay.PHASE).isLessThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE);
    }

    private static <T> T bound(String prefix, Class<T> type, Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(prefix, type);
    }
}
