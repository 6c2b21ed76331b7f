package dev.steward.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.util.unit.DataSize;

class RouteReaderTest {

    private static final String UPSTREAM = """
            edge:
              upstreams:
                job-orchestrator: ${STEWARD_JOB_URL:http://127.0.0.1:1}, https://[::1]:8443
              routes:
            """;

    @Test
    void takesFromTheSettingsWhatTheRouteDoesNotSay() {
        RoutePlan plan = plan(read("{ id: r, upstream: job-orchestrator, paths: /x }"), "/x");

        assertThat(plan)
                .isEqualTo(new RoutePlan(
                        "r",
                        "job-orchestrator",
                        plan.access(),
                        Duration.ofSeconds(5),
                        DataSize.ofMegabytes(1),
                        RetryClass.IF_IDEMPOTENT,
                        Priority.NORMAL,
                        Map.of()));
        assertThat(plan.access().table().routes()).isNotEmpty();
    }

    @Test
    void takesFromTheRouteWhatItSays() {
        RoutePlan plan = plan(
                read("{ id: r, upstream: job-orchestrator, paths: [/y, /x], timeout: 1m, body-limit: 1GB, retry: never,"
                        + " priority: low, limits: { basic: 10 } }"),
                "/x");

        assertThat(plan.timeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(plan.bodyLimit()).isEqualTo(DataSize.ofGigabytes(1));
        assertThat(plan.retry()).isEqualTo(RetryClass.NEVER);
        assertThat(plan.priority()).isEqualTo(Priority.LOW);
        assertThat(plan.limits()).isEqualTo(Map.of(LimitPlan.BASIC, 10));
    }

    @Test
    void readsInstancesAndSettingsInTheirPlace() {
        assertThat(read("{ id: r, upstream: job-orchestrator, paths: /x }").upstreams())
                .isEqualTo(Map.of(
                        "job-orchestrator", List.of(URI.create("http://job:1"), URI.create("https://[::1]:8443"))));
    }

    @Test
    void takesTheFirstOfTwoThatMatchAndOnlyForItsMethods() {
        RouteSet routes = read(
                "{ id: a, upstream: job-orchestrator, paths: /x/y, methods: GET }",
                "{ id: b, upstream: job-orchestrator, paths: /x/** }",
                "{ id: c, upstream: job-orchestrator, paths: /x/y }");

        assertThat(plan(routes, "/x/y").id()).isEqualTo("a");
        assertThat(id(routes, HttpMethod.HEAD, "/x/y")).isEqualTo("a");
        assertThat(id(routes, HttpMethod.POST, "/x/y")).isEqualTo("b");
        assertThat(id(routes, HttpMethod.valueOf("BREW"), "/x/y")).isEqualTo("b");
        assertThat(routes.find(HttpMethod.GET, PathContainer.parsePath("/y"))).isNull();
    }

    @Test
    void namesEveryRouteThatCannotBeUsed() {
        assertThatThrownBy(() -> read(
                        "{ id: a, upstream: nobody, paths: /x }",
                        "{ upstream: job-orchestrator, paths: /x }",
                        "{ id: c, upstream: job-orchestrator }",
                        "{ id: d, upstream: job-orchestrator, paths: x }",
                        "{ id: e, upstream: job-orchestrator, paths: /x, timeout: 0s }",
                        "{ id: f, upstream: job-orchestrator, paths: /x, limits: { basic: 0 } }",
                        "{ id: g, upstream: job-orchestrator, paths: /x }",
                        "{ id: g, upstream: job-orchestrator, paths: /x }"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        "route a: there is no upstream nobody",
                        "route null: it has no id",
                        "route c: it has no paths",
                        "route d: the path x",
                        "route e: its timeout",
                        "route f: its limits",
                        "route g: defined twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ id: a, upstream: job-orchestrator, paths: /x, patience: 1m }",
                "{ id: a, upstream: job-orchestrator, paths: /x, timeout: soon }",
                "{ id: a, upstream: job-orchestrator, paths: /x, limits: { lowest: 10 } }",
                "{ id: a, upstream: job-orchestrator, paths: /x, retry: always }",
                "{ id: a",
                "a",
            })
    void namesWhatItCannotRead(String route) {
        assertThatThrownBy(() -> read(route)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "edge: { routes: [] }", "routes: []", "edge: { upstreams: { s: http://x } }"})
    void refusesToHaveNone(String yaml) {
        assertThatThrownBy(() -> TestRoutes.read(yaml)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ftp://x", "http://", "http://x/path", "''", "http://x, x"})
    void refusesWhatIsNoAddress(String address) {
        assertThatThrownBy(() -> TestRoutes.read("""
                        edge:
                          upstreams: { job-orchestrator: "%s" }
                          routes: [{ id: r, upstream: job-orchestrator, paths: /x }]
                        """.formatted(address))).isInstanceOf(IllegalStateException.class);
    }

    private static RouteSet read(String... routes) {
        return TestRoutes.read(UPSTREAM + "    - " + String.join("\n    - ", routes) + "\n");
    }

    private static RoutePlan plan(RouteSet routes, String path) {
        return RoutePlan.of(Objects.requireNonNull(routes.find(HttpMethod.GET, PathContainer.parsePath(path))));
    }

    private static String id(RouteSet routes, HttpMethod method, String path) {
        return Objects.requireNonNull(routes.find(method, PathContainer.parsePath(path)))
                .getId();
    }
}
