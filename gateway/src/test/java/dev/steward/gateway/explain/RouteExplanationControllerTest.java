package dev.steward.gateway.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.gateway.explain.RouteExplanation.InstanceState;
import dev.steward.gateway.explain.RouteExplanation.MatchedRoute;
import dev.steward.gateway.routes.RouteCatalogue;
import dev.steward.gateway.routes.RouteReader;
import dev.steward.gateway.routes.RouteSet;
import dev.steward.gateway.routes.TestRoutes;
import dev.steward.gateway.upstream.UpstreamSettings;
import dev.steward.gateway.upstream.Upstreams;
import dev.steward.kit.web.FieldProblem;
import dev.steward.kit.web.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.env.MockEnvironment;
import reactor.core.publisher.Mono;

class RouteExplanationControllerTest {

    private static final Duration NEVER = Duration.ofDays(1);

    private final Upstreams upstreams =
            new Upstreams(new UpstreamSettings(NEVER, NEVER), _ -> Mono.just(true), _ -> Mono.just(List.of()));
    private RouteExplanationController controller;

    @BeforeEach
    void read() {
        RouteSet routes = new RouteReader(
                        new MockEnvironment().withProperty("STEWARD_JOB_URL", "http://10.0.0.1:1,http://10.0.0.2:2"),
                        TestRoutes.DEFAULTS,
                        List.of())
                .read(new ClassPathResource("routes.yaml"));
        upstreams.use(routes.upstreams());
        controller = new RouteExplanationController(new RouteCatalogue(routes), upstreams);
    }

    @AfterEach
    void stop() {
        upstreams.destroy();
    }

    @Test
    void saysAllThatApplies() {
        var instances = Objects.requireNonNull(upstreams.of("job-orchestrator"));
        upstreams.unreachable(instances.all().getLast());

        assertThat(explain("POST", "/api/v1/jobs"))
                .isEqualTo(new RouteExplanation(
                        "POST",
                        "/api/v1/jobs",
                        null,
                        null,
                        new MatchedRoute(
                                "job-creation",
                                "/api/v1/jobs",
                                "project",
                                "jobs",
                                "create",
                                Map.of("basic", 10),
                                Duration.ofSeconds(5),
                                "if-idempotent",
                                "normal",
                                1 << 20,
                                "job-orchestrator",
                                List.of(
                                        new InstanceState("http://10.0.0.1:1", "in", 0),
                                        new InstanceState("http://10.0.0.2:2", "left-out", 0)))));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/jobs/%2e%2e/users, 400,",
        "GET, /api/v1//jobs, 400,",
        "GET, /nothing, 404,",
        "GET, /api/v1/jobs/1/moods, 404, jobs",
        "PATCH, /api/v1/jobs, 405, jobs",
        "GET, /api/v1/projects/p/session, 405, project-session",
        "HEAD, /api/v1/jobs/1, , jobs",
        "POST, /api/v1/auth/login, , login",
    })
    void saysWhatWouldBecomeOfARequest(String method, String path, @Nullable Integer status, @Nullable String route) {
        RouteExplanation explanation = explain(method, path);

        assertThat(explanation.status()).isEqualTo(status);
        assertThat(explanation.detail() == null).isEqualTo(status == null);
        assertThat(explanation.route() == null ? null : explanation.route().id())
                .isEqualTo(route);
    }

    @ParameterizedTest
    @CsvSource({", /x, method", "G T, /x, method", "GET, , path", "GET, x, path", "GET, /x?a=1, path"})
    void namesWhatItCannotRead(@Nullable String method, @Nullable String path, String field) {
        assertThatThrownBy(() -> controller.explain(method, path).block())
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.errors())
                        .extracting(FieldProblem::field)
                        .containsExactly(field));
    }

    private RouteExplanation explain(String method, String path) {
        return Objects.requireNonNull(controller.explain(method, path).block());
    }
}
