package dev.steward.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class FeedSettingsTest {

    @Test
    void hasTheseDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new FeedSettings(
                        20,
                        2_000,
                        500,
                        DataSize.ofMegabytes(4),
                        Duration.ofMillis(400),
                        Duration.ofSeconds(15),
                        Duration.ofMillis(400),
                        10));
    }

    @ParameterizedTest
    @CsvSource({
        "per-user, 0",
        "most, 0",
        "buffer, 0",
        "buffer-size, 0B",
        "look, 0s",
        "ping, -1s",
        "closing, 0s",
        "messages-per-second, 0"
    })
    void refusesWhatCannotBe(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of("steward.gateway.feed." + name, value)))
                .rootCause()
                .hasMessageContaining("steward.gateway.feed");
    }

    private static FeedSettings bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("steward.gateway.feed", FeedSettings.class);
    }
}
