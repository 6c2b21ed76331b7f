package dev.steward.session.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;

class UsagePropertiesTest {

    @Test
    void defaultsAndNamesArePinned() {
        assertThat(bind(Map.of())).isEqualTo(new UsageProperties(Duration.ofDays(7)));
        assertThat(bind(Map.of("steward.session.usage.kept", "P30D")))
                .isEqualTo(new UsageProperties(Duration.ofDays(30)));
    }

    private static UsageProperties bind(Map<String, String> properties) {
        return new Binder(
                        List.of(new MapConfigurationPropertySource(properties)),
                        null,
                        ApplicationConversionService.getSharedInstance())
                .bindOrCreate("steward.session.usage", UsageProperties.class);
    }
}
