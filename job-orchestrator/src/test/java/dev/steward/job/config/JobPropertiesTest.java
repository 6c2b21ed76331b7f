package dev.steward.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.unit.DataSize;

class JobPropertiesTest {

    @Test
    void hasTheseDefaults() {
        JobProperties properties = defaults();

        assertThat(properties)
                .isEqualTo(new JobProperties(
                        Path.of("/data"),
                        DataSize.ofGigabytes(1),
                        2,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        3,
                        Duration.ofSeconds(9),
                        new JobProperties.Profile(
                                DataSize.ofMegabytes(64),
                                DataSize.ofMegabytes(256),
                                DataSize.ofGigabytes(1),
                                DataSize.ofGigabytes(4),
                                1,
                                Duration.ofMinutes(10),
                                Duration.ofSeconds(15))));
        assertThat(properties.datasets()).isEqualTo(Path.of("/data/datasets"));
        assertThat(properties.limits().scratch()).isEqualTo(Path.of("/data/job-scratch"));
    }

    @Test
    void handsJobsBackBeforeTheShutdownGoesOnWithoutThem() throws IOException {
        Object phase = new YamlPropertySourceLoader()
                .load("defaults", new ClassPathResource("steward-defaults.yaml")).stream()
                        .map(source -> source.getProperty("spring.lifecycle.timeout-per-shutdown-phase"))
                        .findFirst()
                        .orElseThrow();

        assertThat(defaults().drain()).isLessThan(DurationStyle.detectAndParse(phase.toString()));
    }

    private static JobProperties defaults() {
        return new Binder(new MapConfigurationPropertySource(Map.of("steward.jobs.data-dir", "/data")))
                .bind("steward.jobs", JobProperties.class)
                .get();
    }
}
