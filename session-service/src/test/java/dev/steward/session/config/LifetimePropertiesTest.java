package dev.steward.session.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;

class LifetimePropertiesTest {

    @Test
    void defaultsArePinned() {
        assertThat(bind(Map.of()))
                .isEqualTo(new LifetimeProperties(
                        Duration.ofDays(7), Duration.ofHours(4), Duration.ofSeconds(5), Duration.ofMinutes(1)));
    }

    @Test
    void namesArePinned() {
        assertThat(bind(Map.of(
                        "steward.session.lifetime.workspace-kept", "P1D",
                        "steward.session.lifetime.longest-keep-alive", "PT1H",
                        "steward.session.lifetime.back-off", "PT1S",
                        "steward.session.lifetime.longest-back-off", "PT10S")))
                .isEqualTo(new LifetimeProperties(
                        Duration.ofDays(1), Duration.ofHours(1), Duration.ofSeconds(1), Duration.ofSeconds(10)));
    }

    private static LifetimeProperties bind(Map<String, String> properties) {
        return new Binder(
                        List.of(new MapConfigurationPropertySource(properties)),
                        null,
                        ApplicationConversionService.getSharedInstance())
                .bindOrCreate("steward.session.lifetime", LifetimeProperties.class);
    }
}
