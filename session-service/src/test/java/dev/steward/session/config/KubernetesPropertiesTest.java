package dev.steward.session.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class KubernetesPropertiesTest {

    @Test
    void defaultsArePinned() {
        assertThat(bind(Map.of()))
                .isEqualTo(new KubernetesProperties(
                        false, "", "steward-", "", "", List.of(), 100, 40_000, 59_999, Duration.ofMinutes(10)));
    }

    @Test
    void namesArePinned() {
        KubernetesProperties properties = bind(Map.ofEntries(
                Map.entry("steward.session.kubernetes.enabled", "true"),
                Map.entry("steward.session.kubernetes.owner", "here"),
                Map.entry("steward.session.kubernetes.namespace-prefix", "dev-"),
                Map.entry("steward.session.kubernetes.client-namespace", "suite"),
                Map.entry("steward.session.kubernetes.storage-class", "fast"),
                Map.entry("steward.session.kubernetes.denied-networks", "203.0.113.0/24"),
                Map.entry("steward.session.kubernetes.pods-per-project", "7"),
                Map.entry("steward.session.kubernetes.first-port", "30000"),
                Map.entry("steward.session.kubernetes.last-port", "30009"),
                Map.entry("steward.session.kubernetes.prepare-timeout", "PT1M")));

        assertThat(properties)
                .isEqualTo(new KubernetesProperties(
                        true,
                        "here",
                        "dev-",
                        "suite",
                        "fast",
                        List.of("203.0.113.0/24"),
                        7,
                        30_000,
                        30_009,
                        Duration.ofMinutes(1)));
    }

    @Test
    void isNotEnabledWithoutAnOwner() {
        assertThat(bind(Map.of("steward.session.kubernetes.enabled", "true")).isOwnedWhenEnabled())
                .isFalse();
        assertThat(bind(Map.of()).isOwnedWhenEnabled()).isTrue();
    }

    @Test
    void takesNoRangeThatIsNone() {
        assertThat(bind(Map.of("steward.session.kubernetes.first-port", "60000"))
                        .isRangeOfPorts())
                .isFalse();
    }

    private static KubernetesProperties bind(Map<String, String> properties) {
        return new Binder(List.of(new MapConfigurationPropertySource(properties)))
                .bindOrCreate("steward.session.kubernetes", KubernetesProperties.class);
    }
}
