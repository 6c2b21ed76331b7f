package dev.steward.gateway.config;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.gateway.connections.ConnectionSettings;
import dev.steward.gateway.limits.LimitSettings;
import dev.steward.gateway.routes.RouteSettings;
import dev.steward.gateway.shedding.ShedSettings;
import dev.steward.gateway.upstream.BreakerSettings;
import dev.steward.gateway.upstream.CallSettings;
import dev.steward.gateway.upstream.UpstreamSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class EdgePropertiesTest {

    @Test
    void hasTheseDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new EdgeProperties(
                        new LimitSettings(100, 1000, Set.of("admin", "performance"), 100_000),
                        new CallSettings(
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(60),
                                DataSize.ofMegabytes(1),
                                3,
                                Duration.ofMillis(50),
                                10,
                                2_000),
                        new BreakerSettings(
                                50, 10, Duration.ofSeconds(10), Duration.ofSeconds(30), 3, Duration.ofSeconds(1)),
                        new UpstreamSettings(Duration.ofSeconds(1), Duration.ofSeconds(5)),
                        new RouteSettings("classpath:routes.yaml", Duration.ofSeconds(1)),
                        new ShedSettings(128, 2_000, Duration.ofMillis(200), Duration.ofMillis(250)),
                        new ConnectionSettings(Duration.ofSeconds(10), DataSize.ofKilobytes(1), Duration.ofSeconds(10)),
                        List.of(),
                        List.of()));
    }

    @Test
    void hasTheseNames() {
        EdgeProperties properties = bind(Map.ofEntries(
                entry("steward.gateway.limits.basic", "1"),
                entry("steward.gateway.limits.standard", "2"),
                entry("steward.gateway.limits.unlimited-roles", "root"),
                entry("steward.gateway.limits.buckets", "3"),
                entry("steward.gateway.calls.connect-timeout", "1s"),
                entry("steward.gateway.calls.timeout", "2s"),
                entry("steward.gateway.calls.idle", "3s"),
                entry("steward.gateway.calls.body-limit", "4KB"),
                entry("steward.gateway.calls.retry-percent", "5"),
                entry("steward.gateway.calls.sockets", "6"),
                entry("steward.gateway.upstreams.probe-interval", "7s"),
                entry("steward.gateway.upstreams.resolve-interval", "8s"),
                entry("steward.gateway.shedding.least", "1"),
                entry("steward.gateway.shedding.most", "2"),
                entry("steward.gateway.shedding.lag", "3s"),
                entry("steward.gateway.shedding.interval", "4s"),
                entry("steward.gateway.connections.head", "1s"),
                entry("steward.gateway.connections.body-rate", "2KB"),
                entry("steward.gateway.connections.body-grace", "3s"),
                entry("steward.gateway.cors-origins", "https://a.example, https://b.example"),
                entry("steward.gateway.routes.file", "file:routes.yaml"),
                entry("steward.gateway.routes.check-interval", "9s"),
                entry("steward.gateway.trusted-proxies", "10.0.0.0/8, fd00::/8")));

        assertThat(properties.limits()).isEqualTo(new LimitSettings(1, 2, Set.of("root"), 3));
        assertThat(properties.calls())
                .isEqualTo(new CallSettings(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        DataSize.ofKilobytes(4),
                        3,
                        Duration.ofMillis(50),
                        5,
                        6));
        assertThat(properties.upstreams())
                .isEqualTo(new UpstreamSettings(Duration.ofSeconds(7), Duration.ofSeconds(8)));
        assertThat(properties.routes()).isEqualTo(new RouteSettings("file:routes.yaml", Duration.ofSeconds(9)));
        assertThat(properties.shedding())
                .isEqualTo(new ShedSettings(1, 2, Duration.ofSeconds(3), Duration.ofSeconds(4)));
        assertThat(properties.connections())
                .isEqualTo(
                        new ConnectionSettings(Duration.ofSeconds(1), DataSize.ofKilobytes(2), Duration.ofSeconds(3)));
        assertThat(properties.corsOrigins()).containsExactly("https://a.example", "https://b.example");
        assertThat(properties.trustedProxies()).containsExactly("10.0.0.0/8", "fd00::/8");
    }

    @ParameterizedTest
    @CsvSource({
        "limits.standard, 0",
        "limits.buckets, 0",
        "calls.timeout, 0s",
        "calls.attempts, 0",
        "calls.retry-percent, 101",
        "calls.sockets, 0",
        "breaker.failure-percent, 0",
        "breaker.window, 0s",
        "breaker.open, 0s",
        "breaker.trial-calls, 0",
        "upstreams.probe-interval, 0s",
        "routes.check-interval, 0s",
        "shedding.least, 0",
        "shedding.most, 127",
        "shedding.interval, 0s",
        "connections.head, 0s",
        "connections.body-rate, -1B",
    })
    void refusesValuesThatMakeNoSense(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of("steward.gateway." + name, value)))
                .rootCause()
                .hasMessageContaining("steward.gateway." + name.substring(0, name.indexOf('.')));
    }

    private static EdgeProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("steward.gateway", EdgeProperties.class);
    }
}
