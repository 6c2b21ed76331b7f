package dev.steward.gateway.intake;

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

class IntakeSettingsTest {

    @Test
    void hasTheseDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new IntakeSettings(
                        100,
                        DataSize.ofMegabytes(1),
                        Duration.ofHours(24),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        64));
    }

    @ParameterizedTest
    @CsvSource({
        "largest-batch, 0",
        "patience, 0s",
        "lease, 20s",
        "at-once, 0",
    })
    void refusesWhatCannotBe(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of("steward.gateway.intake." + name, value)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("steward.gateway.intake");
    }

    private static IntakeSettings bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("steward.gateway.intake", IntakeSettings.class);
    }
}
