package dev.steward.session.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.util.unit.DataSize;

class ArchivePropertiesTest {

    @Test
    void defaultsAndNamesArePinned() {
        assertThat(bind(Map.of())).isEqualTo(new ArchiveProperties(DataSize.ofGigabytes(1), 100_000, 8, 2));
        assertThat(bind(Map.of(
                        "steward.session.archive.largest", "2MB",
                        "steward.session.archive.most-entries", "7",
                        "steward.session.archive.at-once", "3",
                        "steward.session.archive.at-once-of-session", "1")))
                .isEqualTo(new ArchiveProperties(DataSize.ofMegabytes(2), 7, 3, 1));
    }

    private static ArchiveProperties bind(Map<String, String> properties) {
        return new Binder(
                        List.of(new MapConfigurationPropertySource(properties)),
                        null,
                        ApplicationConversionService.getSharedInstance())
                .bindOrCreate("steward.session.archive", ArchiveProperties.class);
    }
}
