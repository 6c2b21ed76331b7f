package dev.steward.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.kit.policy.IpAddress;
import dev.steward.kit.security.Route;
import dev.steward.kit.security.access.AccessRefusal;
import dev.steward.kit.testing.TestAccess;
import dev.steward.kit.testing.TestPolicies;
import dev.steward.kit.testing.TestProjects;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** What the gateway decides itself once it knows projects and policies: nothing of what it refuses reaches a service. */
@Import(AccessIT.Known.class)
class AccessIT extends Edge {

    private static final String NOT_MET = "insufficient_user_authentication";

    @Autowired
    private TestAccess access;

    @BeforeEach
    void knowOneProject() {
        access.projects().activate();
        access.projects().put("shop", Map.of("vera", "viewer", "dev", "developer"));
        access.refusals().clear();
        access.allowed().clear();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/users, ann, role-missing",
        "GET, /operations/session-service/dead-letters, ann, role-missing",
        "PATCH, /api/v1/projects/shop, dev, role-missing",
        "GET, /api/v1/sessions, program, scope-missing",
        "POST, /api/v1/auth/logout, program, scope-missing",
    })
    void refusesWhatRolesAndScopesDoNotPermit(String method, String path, String user, String reason) {
        RawAnswer answer = send(method, path, user.equals("program") ? ofAProgram() : EdgeTokens.of(user));

        assertRefused(answer, 403, "forbidden", reason);
        if (reason.equals("scope-missing")) {
            assertThat(answer.header("WWW-Authenticate")).contains("insufficient_scope");
        }
    }

    @Test
    void asksForASecondFactorWhereARouteWantsARecentOne() {
        RawAnswer answer = send("DELETE", "/api/v1/users/1/mfa", EdgeTokens.of("ann", "admin"));

        assertRefused(answer, 401, "step-up-required", "mfa-too-old");
        assertThat(answer.header("WWW-Authenticate")).contains(NOT_MET, "max_age=\"300\"");
        assertThat(send("DELETE", "/api/v1/users/1/mfa", withSecondFactor("ann"))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"operator, 200", "admin, 200", "viewer, 403"})
    void explainsRoutesToWhoeverMayReadAll(String role, int status) {
        RawAnswer answer =
                send("GET", "/api/v1/gateway/routes/explain?method=POST&path=/api/v1/jobs", EdgeTokens.of("ann", role));

        assertThat(answer.status()).isEqualTo(status);
        if (status == 200) {
            assertThat(answer.json().get("route").get("id").asString()).isEqualTo("job-creation");
            assertThat(answer.json().get("route").get("timeout").asString()).isEqualTo("PT2S");
            assertThat(answer.json()
                            .get("route")
                            .get("instances")
                            .get(0)
                            .get("address")
                            .asString())
                    .isEqualTo(JOB.url());
        }
    }

    @Test
    void explainsNothingWithoutAToken() {
        assertProblem(
                edge().from("127.0.0.8").get("/api/v1/gateway/routes/explain?method=GET&path=/"), 401, "unauthorized");
    }

    @Test
    void wantsAnIdempotencyKeyOfProgramsThatCreate() {
        String program = "Authorization: Bearer "
                + EdgeTokens.ISSUER.token("bot", claims -> claims.claim("scope", "sessions:create"));

        RawAnswer without = edge().send("POST", "/api/v1/sessions", List.of(program), "{}".getBytes());
        assertProblem(without, 400, "validation-failed");
        assertThat(without.json().get("errors").get(0).get("field").asString()).isEqualTo("Idempotency-Key");
        assertThat(SESSION.asked()).isEmpty();

        assertThat(edge().send("POST", "/api/v1/sessions", List.of(program, "Idempotency-Key: k"), "{}".getBytes())
                        .status())
                .isEqualTo(200);
        assertThat(send("POST", "/api/v1/sessions", EdgeTokens.of("dev")).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"vera, shop", "root, shop", "ann, shop", "vera, elsewhere", "root, elsewhere", "vera, No-Slug"})
    void leavesWhoIsNotKnownInAProjectToTheServiceThatMayKnowMore(String user, String project) {
        String token = user.equals("root") ? EdgeTokens.of(user, "admin") : EdgeTokens.of(user);
        RawAnswer answer = send("GET", "/api/v1/projects/" + project + "/members", token);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(ZERO_TRUST.asked()).hasSize(1);
    }

    @Test
    void refusesMembersWhatTheirRoleDoesNotPermit() {
        assertRefused(
                send("PUT", "/api/v1/projects/shop/session", EdgeTokens.of("vera")), 403, "forbidden", "role-missing");
        assertThat(SESSION.asked()).isEmpty();
    }

    @Test
    void deniesWhatAPolicyDenies() {
        activate(TestPolicies.denial("d", "platform/shop/**", "*", "viewer"));

        assertRefused(
                send("GET", "/api/v1/projects/shop", EdgeTokens.of("vera")), 403, "forbidden", "denied-by-policy");
        assertThat(send("GET", "/api/v1/projects/shop", EdgeTokens.of("dev")).status())
                .isEqualTo(200);
    }

    @Test
    void challengesWhoeverDoesNotMeetAPolicy() {
        activate(TestPolicies.secondFactor("c", "platform/_/users/**", "read"));

        RawAnswer answer = edge().get("/api/v1/users", EdgeTokens.of("root", "admin"), "X-Forwarded-For: 203.0.113.9");

        assertRefused(answer, 401, "step-up-required", "mfa-missing");
        assertThat(answer.header("WWW-Authenticate")).contains(NOT_MET, "acr_values=\"aal2\"");
        assertThat(answer.json().get("required_action").asString()).isEqualTo("mfa");
        // What a client says of itself is not where it came from.
        assertThat(access.asked()).last().isEqualTo(IpAddress.of(InetAddress.getLoopbackAddress()));
    }

    @Test
    void refusesWhereItDoesNotKnowTheProjectOnlyWhatEveryProjectRefuses() {
        activate(TestPolicies.denial("d", "platform/shop/**", "*"));
        assertThat(send("GET", "/api/v1/sessions/1", EdgeTokens.of("dev")).status())
                .isEqualTo(200);

        SESSION.reset();
        activate(TestPolicies.denial("d", "platform/*/sessions/**", "*"));
        assertRefused(send("GET", "/api/v1/sessions/1", EdgeTokens.of("dev")), 403, "forbidden", "denied-by-policy");
    }

    @Test
    void leavesALogoutToWhoeverPoliciesAreAgainst() {
        activate(TestPolicies.denial("d", "platform/**", "*"));

        assertThat(send("POST", "/api/v1/auth/logout", EdgeTokens.of("dev")).status())
                .isEqualTo(200);
    }

    @Test
    void countsWhatItDecidedWhollyAndNothingElse() {
        send("GET", "/api/v1/users", EdgeTokens.of("root", "admin"));
        send("GET", "/api/v1/projects/shop", EdgeTokens.of("vera"));
        send("GET", "/api/v1/sessions", EdgeTokens.of("dev"));

        assertThat(access.allowed())
                .extracting(Route::pattern)
                .extracting(Object::toString)
                .containsExactly("/api/v1/users", "/api/v1/projects/{project_id}");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/sessions/",
        "GET, /api/v1/sessions/1/moods",
        "GET, /api/v1/projects/shop/sessions",
        "GET, /ws/moods/1",
        "OPTIONS, /api/v1/chaos",
        "GET, /api/v1/SESSIONS/1",
    })
    void knowsNothingThatNoServiceHas(String method, String path) {
        assertProblem(send(method, path, EdgeTokens.of("root", "admin")), 404, "not-found");
        assertThat(SESSION.asked()).isEmpty();
        assertThat(ZERO_TRUST.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PATCH", "OPTIONS", "TRACE"})
    void saysWhichMethodsThereAre(String method) {
        RawAnswer answer = edge().send(method, "/api/v1/sessions/1", List.of(), new byte[0]);

        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.header("Allow").split(", *", -1)).containsExactlyInAnyOrder("GET", "DELETE");
        assertThat(SESSION.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "HEAD, /api/v1/users",
        "GET, /api/v1/%75sers",
        "GET, /api/v1/users/?",
        "GET, /api/v1/users?x=/api/v1/auth"
    })
    void isNotMisledByHowARequestIsWritten(String method, String target) {
        RawAnswer answer = send(method, target, EdgeTokens.of("ann"));

        assertThat(answer.status()).isIn(403, 404);
        assertThat(ZERO_TRUST.asked()).isEmpty();
    }

    @Test
    void refusesASocketLikeAnyRequest() {
        activate(TestPolicies.denial("d", "platform/**", "*"));

        RawAnswer answer = edge().send(
                        "GET /api/v1/sessions/1 HTTP/1.1\r\nHost: x\r\nConnection: close, Upgrade\r\nUpgrade: websocket\r\n"
                                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                                + EdgeTokens.of("dev") + "\r\n\r\n",
                        new byte[0]);

        assertRefused(answer, 403, "forbidden", "denied-by-policy");
    }

    private void activate(PolicyStateChanged policy) {
        access.projects().activate(TestPolicies.read(policy));
    }

    private RawAnswer send(String method, String path, String token) {
        return edge().send(method, path, List.of(token), new byte[0]);
    }

    /** The caller is told by which decision, the journal is told of it once, and no service is asked. */
    private void assertRefused(RawAnswer answer, int status, String code, String reason) {
        assertProblem(answer, status, code);
        assertThat(answer.json().get("reason").asString()).isEqualTo(reason);
        assertThat(access.refusals())
                .extracting(AccessRefusal::decisionId, AccessRefusal::reason)
                .containsExactly(tuple(answer.json().get("decision_id").asString(), reason));
        assertThat(ZERO_TRUST.asked()).isEmpty();
        assertThat(SESSION.asked()).isEmpty();
    }

    private static String ofAProgram() {
        return "Authorization: Bearer " + EdgeTokens.ISSUER.token("bot", claims -> claims.claim("scope", "costs:read"));
    }

    private static String withSecondFactor(String user) {
        return "Authorization: Bearer "
                + EdgeTokens.ISSUER.token(user, claims -> claims.claim("roles", List.of("admin"))
                        .claim("mfa_at", Instant.now().getEpochSecond()));
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Known {

        @Bean
        TestAccess testAccess() {
            return new TestAccess();
        }

        @Bean
        TestProjects testProjects(TestAccess access) {
            return access.projects();
        }
    }
}
