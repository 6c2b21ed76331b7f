package dev.steward.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.security.Route;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

/** The table of the suite's paths, as routes.yaml has it. */
class RouteTableTest {

    private static final RouteSet ROUTES = TestRoutes.read(new ClassPathResource("routes.yaml"));

    @ParameterizedTest
    @CsvSource({
        "auth, zero-trust-service",
        "users, zero-trust-service",
        "groups, zero-trust-service",
        "roles, zero-trust-service",
        "projects, zero-trust-service",
        "api-keys, zero-trust-service",
        "service-accounts, zero-trust-service",
        "devices, zero-trust-service",
        "secrets, zero-trust-service",
        "audit, zero-trust-service",
        "zero-trust, zero-trust-service",
        "sessions, session-service",
        "jobs, job-orchestrator",
        "workers, job-orchestrator",
        "schedules, job-orchestrator",
        "workflows, job-orchestrator",
        "datasets, job-orchestrator",
        "costs, cost-optimizer",
        "budgets, cost-optimizer",
        "estimates, cost-optimizer",
        "recommendations, cost-optimizer",
        "savings, cost-optimizer",
        "prices, cost-optimizer",
        "incidents, self-healing-service",
        "signals, self-healing-service",
        "playbooks, self-healing-service",
        "autoscaling, self-healing-service",
        "topology, self-healing-service",
        "chaos, self-healing-service",
        "health-scores, self-healing-service",
    })
    void givesEveryCollectionToItsOwner(String collection, String owner) {
        assertThat(upstream("/api/v1/" + collection)).isEqualTo(owner);
        assertThat(upstream("/api/v1/" + collection + "/1/more")).isEqualTo(owner);
    }

    @ParameterizedTest
    @CsvSource({
        "/oauth2/token, zero-trust-service",
        "/.well-known/jwks.json, zero-trust-service",
        "/.well-known/oauth-authorization-server, zero-trust-service",
        "/access/v1/evaluation, zero-trust-service",
        "/api/v1/projects/p/session, session-service",
        "/api/v1/projects/p/sessions, zero-trust-service",
        "/ws/logs/1, session-service",
        "/ws/stats/1, session-service",
        "/ws/changes/1, session-service",
        "/allocation/compute, cost-optimizer",
        "/operations/zero-trust-service/dead-letters, zero-trust-service",
        "/operations/session-service/dead-letters, session-service",
        "/operations/job-orchestrator/dead-letters, job-orchestrator",
        "/operations/cost-optimizer/dead-letters/replay, cost-optimizer",
        "/operations/self-healing-service/dead-letters, self-healing-service",
    })
    void givesTheOtherPathsToTheirs(String path, String owner) {
        assertThat(upstream(path)).isEqualTo(owner);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zero-trust-service",
                "session-service",
                "job-orchestrator",
                "cost-optimizer",
                "self-healing-service"
            })
    void leadsToEachServiceWhateverItHasARouteFor(String service) {
        assertThat(AccessTables.of(Set.of(service)).of(service).table().routes())
                .isNotEmpty()
                .allSatisfy(route -> assertThat(upstream(somePathOf(route)))
                        .as(route.toString())
                        .isEqualTo(service));
    }

    private static String somePathOf(Route route) {
        return route.pattern().getPatternString().replaceAll("/\\{[^}]*}", "/some");
    }

    private static String upstream(String path) {
        var route = ROUTES.find(HttpMethod.POST, PathContainer.parsePath(path));
        return route == null ? "nobody" : RoutePlan.of(route).upstream();
    }
}
