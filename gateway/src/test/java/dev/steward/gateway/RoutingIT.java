package dev.steward.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.testing.hostile.HostileTokenRequests;
import dev.steward.kit.testing.hostile.TokenForge;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class RoutingIT extends Edge implements HostileTokenRequests {

    @Override
    public String guardedPath() {
        return "/api/v1/sessions";
    }

    @Override
    public TokenForge forge() {
        return EdgeTokens.ISSUER.forge("ann");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/auth/logout, zero-trust-service",
        "GET, /api/v1/users, zero-trust-service",
        "GET, /api/v1/projects, zero-trust-service",
        "PUT, /api/v1/projects/p1/members/u1, zero-trust-service",
        "PUT, /api/v1/projects/p1/session, session-service",
        "GET, /api/v1/sessions, session-service",
        "HEAD, /api/v1/sessions/1, session-service",
        "GET, /api/v1/sessions/1/files/a/b.txt, session-service",
        "GET, /api/v1/sessions/%61%20b, session-service",
        "GET, /api/v1/jobs/1, job-orchestrator",
        "PUT, /api/v1/datasets/d1, job-orchestrator",
        "POST, /access/v1/evaluation, zero-trust-service",
        "POST, /oauth2/token, zero-trust-service",
    })
    void routesPathsToTheirOwners(String method, String path, String owner) {
        RawAnswer answer = edge().send(method, path + "?a=1%202", List.of(EdgeTokens.of("ann", "admin")), new byte[0]);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(method.equals("HEAD") ? "" : owner);
        assertThat(upstream(owner).lastAsked().uri()).isEqualTo(path + "?a=1%202");
    }

    @ParameterizedTest
    @ValueSource(strings = {"session-service", "zero-trust-service"})
    void shortensThePathOfDeadLetters(String service) {
        edge().get("/operations/" + service + "/dead-letters?page=2", EdgeTokens.of("olga", "operator"));

        assertThat(upstream(service).lastAsked().uri()).isEqualTo("/operations/dead-letters?page=2");
    }

    @Test
    void letsAnybodyLogInReportAPostureAndReadTheKeySet() {
        RawAnswer login = edge().send("POST", "/api/v1/auth/login", List.of(), "{}".getBytes());
        RawAnswer challenge = edge().send("POST", "/api/v1/auth/mfa/challenge", List.of(), "{}".getBytes());
        RawAnswer posture = edge().send("POST", "/api/v1/devices/d1/posture", List.of(), "{}".getBytes());
        RawAnswer refresh = edge().send("POST", "/api/v1/auth/refresh", List.of(), "{}".getBytes());
        RawAnswer keys = edge().get("/.well-known/jwks.json");
        RawAnswer logout = edge().send("POST", "/api/v1/auth/logout", List.of(), "{}".getBytes());

        assertThat(logout.status()).isEqualTo(401);
        assertThat(refresh.status()).isEqualTo(200);
        assertThat(login.status()).isEqualTo(200);
        assertThat(challenge.status()).isEqualTo(200);
        assertThat(posture.status()).isEqualTo(200);
        assertThat(keys.status()).isEqualTo(200);
        assertThat(ZERO_TRUST.asked()).extracting(Upstream.Asked::bodyBytes).containsExactly(2L, 2L, 2L, 2L, 0L);
    }

    @Test
    void letsClientsProveThemselvesToTheTokenEndpoint() {
        RawAnswer token = edge().send(
                        "POST",
                        "/oauth2/token",
                        List.of("Authorization: Basic YTpi", "Content-Type: application/x-www-form-urlencoded"),
                        "grant_type=client_credentials".getBytes());
        RawAnswer metadata = edge().get("/.well-known/oauth-authorization-server");

        assertThat(token.status()).isEqualTo(200);
        assertThat(metadata.status()).isEqualTo(200);
        assertThat(ZERO_TRUST.asked()).first().satisfies(asked -> {
            assertThat(asked.headers().get("Authorization")).isEqualTo("Basic YTpi");
            assertThat(asked.bodyBytes()).isEqualTo(29);
        });
    }

    @Test
    void doesNotAskForATokenThatHoldsWhereNoneIsNeeded() {
        RawAnswer login =
                edge().send("POST", "/api/v1/auth/login", List.of(EdgeTokens.expired("ann")), "{}".getBytes());

        assertThat(login.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Nothing: at-all",
                "Authorization: Basic YTpi",
                "Authorization: Bearer garbage",
                "Authorization: Bearer eyJhbGciOiJub25lIn0.e30.",
            })
    void refusesCallersWithoutAValidToken(String header) {
        RawAnswer answer = edge().from("127.0.0.2").get("/api/v1/sessions", header);

        assertProblem(answer, 401, "unauthorized");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(SESSION.asked()).isEmpty();
    }

    @Test
    void refusesAnExpiredToken() {
        RawAnswer answer = edge().from("127.0.0.2").get("/api/v1/sessions", EdgeTokens.expired("ann"));

        assertProblem(answer, 401, "unauthorized");
        assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/api/v1", "/api/v1/nothing", "/operations/dead-letters", "/operations/gateway/dead-letters"
            })
    void knowsNothingOfOtherPaths(String path) {
        assertProblem(edge().get(path, EdgeTokens.of("ann", "admin")), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/auth/login/../../users",
                "/api/v1/auth/login/%2e%2e/%2e%2e/users",
                "//api/v1/sessions",
                "/api/v1//sessions",
                "/api/v1/sessions;x=1",
                "/api/v1/sessions/a%2fb",
                "/api/v1/sessions/a%00b",
                "/api/v1/sessions/%c0%ae",
                "/api/v1/sessions/a|b",
                "/api/v1/sessions/%zz",
                "/api/v1/sessions/a b",
            })
    void refusesPathsThatCouldBeReadInTwoWays(String path) {
        RawAnswer answer = edge().get(path, EdgeTokens.of("ann", "admin"));

        assertProblem(answer, 400, "bad-request");
        assertThat(SESSION.asked()).isEmpty();
        assertThat(ZERO_TRUST.asked()).isEmpty();
    }

    @Test
    void passesErrorsOfAServiceOn() {
        SESSION.answers((_, response) -> response.status(403)
                .header("Content-Type", "application/problem+json")
                .sendString(Mono.just("{\"code\":\"forbidden\"}")));

        RawAnswer answer = edge().get("/api/v1/sessions", EdgeTokens.of("ann"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).isEqualTo("{\"code\":\"forbidden\"}");
    }

    @Test
    void answersItsOwnProbesWithoutATokenAndWithoutALimit() {
        RawHttp prober = edge().from("127.0.0.3");
        for (int i = 0; i < 105; i++) {
            assertThat(prober.get("/health").status()).isEqualTo(200);
        }
    }

    @Test
    void countsRequestsByRoute() {
        edge().get("/api/v1/jobs", EdgeTokens.of("ann"));

        assertThat(edge().get("/actuator/prometheus").text())
                .contains("spring_cloud_gateway_requests_seconds_count")
                .contains("routeId=\"jobs\"");
    }

    private static Upstream upstream(String name) {
        return switch (name) {
            case "zero-trust-service" -> ZERO_TRUST;
            case "session-service" -> SESSION;
            default -> JOB;
        };
    }
}
