package dev.steward.session.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.adapter.docker.DockerSettings.Pull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;

class DockerPropertiesTest {

    @Test
    void defaultsArePinned() {
        assertThat(bind("steward.session.docker", Map.of(), DockerProperties.class))
                .isEqualTo(new DockerProperties(
                        false,
                        URI.create("unix:///var/run/docker.sock"),
                        null,
                        "10.210.0.0/16",
                        2,
                        512,
                        Pull.MISSING,
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(30)));
    }

    @Test
    void namesArePinned() {
        assertThat(bind(
                        "steward.session.docker",
                        Map.of(
                                "steward.session.docker.enabled", "true",
                                "steward.session.docker.engine", "tcp://127.0.0.1:2375",
                                "steward.session.docker.owner", "dev",
                                "steward.session.docker.networks", "10.99.0.0/16",
                                "steward.session.docker.start-cpu", "4",
                                "steward.session.docker.processes", "64",
                                "steward.session.docker.pull", "never",
                                "steward.session.docker.pull-timeout", "PT1M",
                                "steward.session.docker.timeout", "PT10S"),
                        DockerProperties.class))
                .isEqualTo(new DockerProperties(
                        true,
                        URI.create("tcp://127.0.0.1:2375"),
                        "dev",
                        "10.99.0.0/16",
                        4,
                        64,
                        Pull.NEVER,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(10)));
    }

    @Test
    void suitesWithFoldersOfTheirOwnHaveOwnersOfTheirOwn() {
        DockerProperties docker = bind("steward.session.docker", Map.of(), DockerProperties.class);

        assertThat(docker.settings(session("/one")).owner())
                .isEqualTo(docker.settings(session("/other/../one")).owner())
                .isNotEqualTo(docker.settings(session("/two")).owner());
    }

    private static SessionProperties session(String folder) {
        return bind(
                "steward.session",
                Map.of("steward.session.java-home", "/jdk", "steward.session.data-dir", folder),
                SessionProperties.class);
    }

    private static <T> T bind(String prefix, Map<String, String> properties, Class<T> type) {
        return new Binder(
                        List.of(new MapConfigurationPropertySource(properties)),
                        null,
                        ApplicationConversionService.getSharedInstance())
                .bindOrCreate(prefix, type);
    }
}
