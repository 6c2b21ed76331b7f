package dev.steward.session.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class WatchPropertiesTest {

    @Test
    void hasTheseDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new WatchProperties(
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1),
                        5_000,
                        50_000,
                        Set.of(
                                "node_modules",
                                ".git",
                                ".hg",
                                ".svn",
                                ".cache",
                                ".npm",
                                ".gradle",
                                ".m2",
                                ".venv",
                                "__pycache__",
                                ".next",
                                ".nuxt",
                                ".vite")));
    }

    @Test
    void hasTheseNames() {
        assertThat(bind(Map.of(
                        "steward.session.watch.window", "PT0.2S",
                        "steward.session.watch.between", "PT2S",
                        "steward.session.watch.folders", "3",
                        "steward.session.watch.entries", "4",
                        "steward.session.watch.excluded", "dist, out")))
                .isEqualTo(new WatchProperties(
                        Duration.ofMillis(200), Duration.ofSeconds(2), 3, 4, Set.of("dist", "out")));
    }

    private static WatchProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("steward.session.watch", WatchProperties.class);
    }
}
