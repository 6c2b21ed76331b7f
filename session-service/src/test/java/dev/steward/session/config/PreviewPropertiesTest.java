package dev.steward.session.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PreviewPropertiesTest {

    @Test
    void hasTheseDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new PreviewProperties(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(30),
                        256,
                        256,
                        128,
                        900));
    }

    @Test
    void hasTheseNames() {
        assertThat(bind(Map.of(
                        "steward.session.preview.connect-timeout", "PT1S",
                        "steward.session.preview.timeout", "PT2S",
                        "steward.session.preview.body-idle", "PT3S",
                        "steward.session.preview.idle", "PT4S",
                        "steward.session.preview.ping", "PT5S",
                        "steward.session.preview.connections", "5",
                        "steward.session.preview.per-user", "6",
                        "steward.session.preview.per-session", "7",
                        "steward.session.preview.most", "8")))
                .isEqualTo(new PreviewProperties(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        5,
                        6,
                        7,
                        8));
    }

    private static PreviewProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("steward.session.preview", PreviewProperties.class);
    }
}
