package dev.steward.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.gateway.upstream.CallSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.util.unit.DataSize;

class RoutePlansTest {

    private static final CallSettings DEFAULTS = new CallSettings(
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            DataSize.ofMegabytes(1),
            3,
            Duration.ofMillis(50),
            10,
            2_000);

    @Test
    void takesFromTheSettingsWhatTheRouteDoesNotSay() {
        assertThat(plan(Map.of("upstream", "session-service")))
                .isEqualTo(new RoutePlan("session-service", Duration.ofSeconds(5), DataSize.ofMegabytes(1)));
    }

    @Test
    void takesFromTheRouteWhatItSays() {
        assertThat(plan(Map.of("upstream", "s", "timeout", "1m", "body-limit", "1GB")))
                .isEqualTo(new RoutePlan("s", Duration.ofMinutes(1), DataSize.ofGigabytes(1)));
    }

    @Test
    void namesEveryRouteThatCannotBeUsed() {
        var routes = List.of(
                definition("a", Map.of("upstream", "s", "time-out", "1m")),
                definition("b", Map.of()),
                definition("c", Map.of("upstream", "s", "body-limit", "anything")),
                definition("d", Map.of("upstream", "s", "timeout", "soon")),
                definition("e", Map.of("upstream", "s")),
                definition("e", Map.of("upstream", "s")));

        assertThatThrownBy(() -> RoutePlans.of(routes, DEFAULTS))
                .hasMessageContainingAll("route a", "time-out", "route b", "route c", "anything", "route d", "route e");
    }

    private static RoutePlan plan(Map<String, Object> metadata) {
        return RoutePlans.of(List.of(definition("r", metadata)), DEFAULTS)
                .of(Route.async()
                        .id("r")
                        .uri(URI.create("http://127.0.0.1:1"))
                        .predicate(_ -> true)
                        .build());
    }

    private static RouteDefinition definition(String id, Map<String, Object> metadata) {
        RouteDefinition definition = new RouteDefinition();
        definition.setId(id);
        definition.setMetadata(metadata);
        return definition;
    }
}
