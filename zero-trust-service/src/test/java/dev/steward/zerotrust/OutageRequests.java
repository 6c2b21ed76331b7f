package dev.steward.zerotrust;

import static dev.steward.zerotrust.ZeroTrustClient.body;
import static dev.steward.zerotrust.ZeroTrustClient.credentials;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.events.Topics;
import dev.steward.kit.testing.SuiteInfra;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** What is answered while the broker or the database is away. */
interface OutageRequests {

    ZeroTrustClient anonymous();

    ZeroTrustClient admin();

    @Test
    default void loginsAndDecisionsGoOnWithoutABroker(SuiteInfra infra, TestEvents events, TestDatabase database) {
        Map<String, String> question =
                Map.of("user_id", "admin", "resource", "platform/_/projects/_", "action", "read");
        Map<String, Object> evaluation = Map.of(
                "subject", Map.of("type", "user", "id", "admin"),
                "action", Map.of("name", "read"),
                "resource", Map.of("type", "platform", "id", "_/projects/_"));
        String decision;
        infra.killKafka();
        try {
            Map<?, ?> login = anonymous().login("admin");
            ZeroTrustClient caller =
                    anonymous().bearing(login.get("access_token").toString());
            body(anonymous().post("/api/v1/auth/refresh", Map.of("refresh_token", login.get("refresh_token"))), 200);
            Map<?, ?> answer = body(caller.post("/api/v1/zero-trust/verify", question), 200);
            assertThat(answer.get("decision")).isEqualTo("allow");
            decision = answer.get("decision_id").toString();
            assertThat(body(caller.post("/access/v1/evaluation", evaluation), 200)
                            .get("decision"))
                    .isEqualTo(true);
            caller.createProject("offline");
            caller.post("/api/v1/auth/logout", Map.of()).expectStatus().isNoContent();
            caller.get("/api/v1/projects").expectStatus().isUnauthorized();
        } finally {
            infra.restartKafka();
        }
        assertThat(database.rows("select action from audit.event where subject_id = '" + decision + "'"))
                .containsExactly("access.decided");
        events.await(Topics.TRUST_STATE, seen -> seen.stream()
                .anyMatch(event -> event.subject().equals("project/offline")));
    }

    @Test
    default void everythingThatNeedsTheDatabaseSaysWhenItIsAwayAndRecovers(SuiteInfra infra) throws Exception {
        ZeroTrustClient admin = admin();
        Map<String, Object> wanted = Map.of("name", "CI", "scopes", List.of("*:read"));
        String key =
                body(admin.post("/api/v1/api-keys", wanted), 201).get("key").toString();
        String secret = "/api/v1/secrets/0198c0de-0000-7000-8000-000000000000";
        Map<String, String> question = Map.of("user_id", "admin", "resource", "docs/a", "action", "read");
        Map<String, Object> evaluation = Map.of(
                "subject", Map.of("type", "user", "id", "admin"),
                "action", Map.of("name", "read"),
                "resource", Map.of("type", "docs", "id", "a"));
        List<Supplier<ResponseSpec>> requests = List.of(
                () -> anonymous().post("/api/v1/auth/login", credentials("admin", TestSecrets.PASSWORD)),
                () -> anonymous().post("/api/v1/auth/refresh", Map.of("refresh_token", "A".repeat(43))),
                () -> anonymous().form("/oauth2/token", "grant_type=client_credentials&client_id=x&client_secret=y"),
                () -> anonymous().form("/oauth2/token", OAuthRequests.EXCHANGE + key),
                () -> admin.form("/oauth2/introspect", "token=" + "A".repeat(43)),
                () -> anonymous().form("/oauth2/revoke", "token=" + "A".repeat(43)),
                () -> admin.post("/api/v1/zero-trust/verify", question),
                () -> admin.post("/access/v1/evaluation", evaluation),
                () -> admin.post("/access/v1/evaluations", evaluation),
                () -> admin.post(
                        "/api/v1/zero-trust/policies/simulate",
                        Map.of("policy_id", "0198c0de-0000-7000-8000-000000000000", "days", 1)),
                () -> admin.post("/api/v1/secrets", Map.of("project_id", "away", "name", "token", "value", "nobody's")),
                () -> admin.get(secret + "/value"),
                () -> admin.post(secret + "/rotate", Map.of("value", "another")),
                () -> admin.get("/api/v1/audit"),
                () -> admin.get("/api/v1/audit/export"),
                () -> admin.post("/api/v1/audit/verify", ""),
                () -> admin.post("/api/v1/zero-trust/signing-keys", ""),
                () -> admin.get("/api/v1/api-keys"),
                () -> admin.get("/api/v1/devices"));
        infra.killPostgres();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(requests.stream()
                    .<Callable<EntityExchangeResult<byte[]>>>map(request ->
                            () -> request.get().expectBody(byte[].class).returnResult())
                    .toList());
            for (var answer : answers) {
                EntityExchangeResult<byte[]> result = answer.get();
                assertThat(result.getStatus().value()).as(result::toString).isEqualTo(503);
                assertThat(result.getResponseHeaders().getFirst(HttpHeaders.RETRY_AFTER))
                        .as(result::toString)
                        .matches("[1-9][0-9]*");
            }
            anonymous().get("/.well-known/jwks.json").expectStatus().isOk();
            anonymous().get("/health").expectStatus().isOk();
        } finally {
            infra.restartPostgres();
        }
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> anonymous().login("admin") != null);
    }
}
