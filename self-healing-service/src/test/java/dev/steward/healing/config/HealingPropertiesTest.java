package dev.steward.healing.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class HealingPropertiesTest {

    @Test
    void defaultsArePinned() {
        assertThat(bind(Map.of()))
                .isEqualTo(new HealingProperties(
                        3, Duration.ofMinutes(5), 3, Duration.ofSeconds(2), Duration.ofMinutes(1), 400));
    }

    @Test
    void namesArePinned() {
        assertThat(bind(Map.of(
                        "steward.healing.crash-limit", "5",
                        "steward.healing.crash-window", "PT1M",
                        "steward.healing.max-attempts", "4",
                        "steward.healing.retry-delay", "PT1S",
                        "steward.healing.answer-timeout", "PT90S",
                        "steward.healing.timeline-days", "60")))
                .isEqualTo(new HealingProperties(
                        5, Duration.ofMinutes(1), 4, Duration.ofSeconds(1), Duration.ofSeconds(90), 60));
    }

    private static HealingProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("steward.healing", HealingProperties.class);
    }
}
