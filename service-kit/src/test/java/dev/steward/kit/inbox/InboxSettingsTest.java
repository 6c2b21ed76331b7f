package dev.steward.kit.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.env.MockEnvironment;

class InboxSettingsTest {

    @Test
    void pinsTheDefaults() {
        assertThat(bound(Map.of()))
                .isEqualTo(new InboxProperties(
                        Duration.ofDays(7),
                        Duration.ofMinutes(5),
                        8,
                        Duration.ofMillis(100),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30)));
    }

    @Test
    void pinsTheNames() {
        assertThat(bound(Map.of(
                        "steward.inbox.retention", "1d",
                        "steward.inbox.ahead", "2m",
                        "steward.inbox.tries", "3",
                        "steward.inbox.first-pause", "4ms",
                        "steward.inbox.longest-pause", "5s",
                        "steward.inbox.handler-timeout", "6s")))
                .isEqualTo(new InboxProperties(
                        Duration.ofDays(1),
                        Duration.ofMinutes(2),
                        3,
                        Duration.ofMillis(4),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(6)));
    }

    @Test
    void remembersADayLongerThanTopicsKeep() {
        assertThat(bound(Map.of()).keptDays()).isEqualTo(8);
        assertThat(bound(Map.of("steward.inbox.retention", "36h")).keptDays()).isEqualTo(3);
    }

    @Test
    void remembersForAsLongAsTopicsKeepWhenThatIsSet() throws IOException {
        var environment = new MockEnvironment().withProperty("steward.topics.retention", "14d");
        new YamlPropertySourceLoader()
                .load("defaults", new ClassPathResource("steward-defaults.yaml"))
                .forEach(environment.getPropertySources()::addLast);

        assertThat(Binder.get(environment)
                        .bind("steward.inbox", InboxProperties.class)
                        .get()
                        .keptDays())
                .isEqualTo(15);
    }

    @Test
    void doublesThePauseUpToTheLongest() {
        InboxProperties defaults = bound(Map.of());

        assertThat(defaults.pause(1)).hasMillis(100);
        assertThat(defaults.pause(2)).hasMillis(200);
        assertThat(defaults.pause(7)).hasMillis(6_400);
        assertThat(defaults.pause(8)).hasMillis(10_000);
        assertThat(defaults.pause(1_000_000)).hasMillis(10_000);
    }

    @Test
    void refusesPausesThatShrink() {
        assertThatThrownBy(() -> bound(Map.of("steward.inbox.longest-pause", "1ms")))
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    private static InboxProperties bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("steward.inbox", InboxProperties.class);
    }
}
