package dev.steward.session.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.util.unit.DataSize;

class StreamPropertiesTest {

    @Test
    void defaultsArePinned() {
        assertThat(bind(Map.of()))
                .isEqualTo(new StreamProperties(
                        20,
                        50,
                        1_000,
                        Duration.ofMillis(400),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(20),
                        Duration.ofMillis(400),
                        DataSize.ofMegabytes(1),
                        DataSize.ofKilobytes(4),
                        100));
    }

    @Test
    void namesArePinned() {
        assertThat(bind(Map.of(
                        "steward.session.streams.per-user", "1",
                        "steward.session.streams.per-session", "2",
                        "steward.session.streams.most", "3",
                        "steward.session.streams.look", "PT0.1S",
                        "steward.session.streams.stats", "PT2S",
                        "steward.session.streams.ping", "PT3S",
                        "steward.session.streams.closing", "PT0.2S",
                        "steward.session.streams.buffer", "1KB",
                        "steward.session.streams.largest-message", "2KB",
                        "steward.session.streams.messages-per-second", "4")))
                .isEqualTo(new StreamProperties(
                        1,
                        2,
                        3,
                        Duration.ofMillis(100),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofMillis(200),
                        DataSize.ofKilobytes(1),
                        DataSize.ofKilobytes(2),
                        4));
    }

    private static StreamProperties bind(Map<String, String> properties) {
        return new Binder(
                        List.of(new MapConfigurationPropertySource(properties)),
                        null,
                        ApplicationConversionService.getSharedInstance())
                .bindOrCreate("steward.session.streams", StreamProperties.class);
    }
}
