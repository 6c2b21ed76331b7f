package dev.steward.session.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;

class ProcessPropertiesTest {

    @Test
    void defaultsArePinned() {
        assertThat(bind(Map.of()))
                .isEqualTo(new ProcessProperties(
                        "/usr/local/bin:/usr/bin:/bin",
                        Duration.ofMinutes(10),
                        512,
                        4_096,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(10),
                        Path.of("/sys/fs/cgroup"),
                        true));
    }

    @Test
    void namesArePinned() {
        assertThat(bind(Map.of(
                        "steward.session.process.path", "/opt/node/bin:/usr/bin",
                        "steward.session.process.setup-timeout", "PT1M",
                        "steward.session.process.most-processes", "64",
                        "steward.session.process.most-files", "128",
                        "steward.session.process.memory-interval", "PT1S",
                        "steward.session.process.disk-interval", "PT1M",
                        "steward.session.process.control-groups", "/cgroup",
                        "steward.session.process.prepare-file-server", "false")))
                .isEqualTo(new ProcessProperties(
                        "/opt/node/bin:/usr/bin",
                        Duration.ofMinutes(1),
                        64,
                        128,
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(1),
                        Path.of("/cgroup"),
                        false));
    }

    private static ProcessProperties bind(Map<String, String> properties) {
        return new Binder(
                        List.of(new MapConfigurationPropertySource(properties)),
                        null,
                        ApplicationConversionService.getSharedInstance())
                .bindOrCreate("steward.session.process", ProcessProperties.class);
    }
}
