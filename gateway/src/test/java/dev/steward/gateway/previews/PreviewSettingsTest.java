package dev.steward.gateway.previews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PreviewSettingsTest {

    @Test
    void hasTheseDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new PreviewSettings(
                        InetAddress.getLoopbackAddress(),
                        8090,
                        URI.create("http://127.0.0.1:8082"),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(35),
                        Duration.ofSeconds(70),
                        Duration.ofMinutes(15),
                        Duration.ofSeconds(30),
                        1000));
    }

    @Test
    void refusesAPortThatIsNone() {
        assertThatThrownBy(() -> bind(Map.of("steward.previews.port", "65536")))
                .rootCause()
                .hasMessageContaining("steward.previews.port");
    }

    private static PreviewSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("steward.previews", PreviewSettings.class);
    }
}
