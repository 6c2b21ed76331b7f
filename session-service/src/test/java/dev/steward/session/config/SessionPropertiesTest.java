package dev.steward.session.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.domain.CrashPolicy;
import dev.steward.session.domain.LeasePolicy;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.util.unit.DataSize;

class SessionPropertiesTest {

    @Test
    void defaultsArePinned() {
        assertThat(bind(Map.of("steward.session.java-home", "/jdk")))
                .isEqualTo(new SessionProperties(
                        Path.of(".steward/data"),
                        Path.of("/jdk"),
                        InetAddress.getLoopbackAddress(),
                        20_000,
                        29_999,
                        DataSize.ofMegabytes(32),
                        DataSize.ofGigabytes(5),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        3,
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(10),
                        3,
                        Duration.ofMinutes(5),
                        Duration.ofHours(24),
                        Duration.ofMinutes(30),
                        Duration.ofDays(7)));
    }

    @Test
    void namesArePinned() {
        SessionProperties properties = bind(Map.ofEntries(
                Map.entry("steward.session.data-dir", "/data"),
                Map.entry("steward.session.java-home", "/jdk"),
                Map.entry("steward.session.bind-address", "0.0.0.0"),
                Map.entry("steward.session.first-port", "21000"),
                Map.entry("steward.session.last-port", "21999"),
                Map.entry("steward.session.largest-file", "1MB"),
                Map.entry("steward.session.workspace-quota", "64MB"),
                Map.entry("steward.session.start-timeout", "PT20S"),
                Map.entry("steward.session.stop-grace", "PT3S"),
                Map.entry("steward.session.watch-interval", "PT0.1S"),
                Map.entry("steward.session.pass-interval", "PT2S"),
                Map.entry("steward.session.usage-interval", "PT1S"),
                Map.entry("steward.session.probe-interval", "PT2S"),
                Map.entry("steward.session.probe-failures", "5"),
                Map.entry("steward.session.usage-window", "PT5S"),
                Map.entry("steward.session.decision-timeout", "PT30S"),
                Map.entry("steward.session.crash-limit", "4"),
                Map.entry("steward.session.crash-window", "PT1M"),
                Map.entry("steward.session.ttl", "PT2H"),
                Map.entry("steward.session.idle-timeout", "PT5M"),
                Map.entry("steward.session.longest-life", "P1D")));

        assertThat(properties)
                .isEqualTo(new SessionProperties(
                        Path.of("/data"),
                        Path.of("/jdk"),
                        InetAddress.ofLiteral("0.0.0.0"),
                        21_000,
                        21_999,
                        DataSize.ofMegabytes(1),
                        DataSize.ofMegabytes(64),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(3),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        5,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        4,
                        Duration.ofMinutes(1),
                        Duration.ofHours(2),
                        Duration.ofMinutes(5),
                        Duration.ofDays(1)));
        assertThat(properties.leasePolicy(Duration.ofDays(3)))
                .isEqualTo(new LeasePolicy(
                        Duration.ofHours(2), Duration.ofMinutes(5), Duration.ofDays(1), Duration.ofDays(3)));
        assertThat(properties.crashPolicy(Duration.ofSeconds(5), Duration.ofMinutes(1)))
                .isEqualTo(new CrashPolicy(
                        4,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(1)));
    }

    private static SessionProperties bind(Map<String, String> properties) {
        return new Binder(
                        List.of(new MapConfigurationPropertySource(properties)),
                        null,
                        ApplicationConversionService.getSharedInstance())
                .bindOrCreate("steward.session", SessionProperties.class);
    }
}
