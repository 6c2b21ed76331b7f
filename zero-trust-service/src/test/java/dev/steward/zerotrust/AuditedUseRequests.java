package dev.steward.zerotrust;

import static dev.steward.zerotrust.ZeroTrustClient.body;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.testing.TestDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the audit knows of reads and decisions, and of changes that no event tells of. */
interface AuditedUseRequests {

    ZeroTrustClient anonymous();

    ZeroTrustClient admin();

    @Test
    default void everyReadOfASecretLeavesARowThatSaysWhoAndWhichVersion(TestDatabase database) {
        String id = secret("aud-secrets", "nobody-sees-this");
        String path = "/api/v1/secrets/" + id;
        String reader = admin().createUser("aud-reader");
        admin().putMember("aud-secrets", reader, "developer").expectStatus().isOk();
        ZeroTrustClient asReader = anonymous().as("aud-reader");
        asReader.get(path).expectStatus().isOk();
        asReader.get(path + "/versions/2/value").expectStatus().isNotFound();
        asReader.get(path + "/value").expectStatus().isOk();
        asReader.post(path + "/rotate", Map.of("value", "nor-this"))
                .expectStatus()
                .isOk();
        asReader.get(path + "/versions/1/value").expectStatus().isOk();
        asReader.get(path + "/versions/2/value").expectStatus().isOk();
        asReader.delete(path).expectStatus().isNoContent();

        assertThat(audit().actions("subject=" + id))
                .containsExactly(
                        "secret.deleted",
                        "secret.read",
                        "secret.read",
                        "secret.rotated",
                        "secret.read",
                        "secret.created");
        List<Map<?, ?>> reads = audit().rows("action=secret.read&project_id=aud-secrets&actor=" + reader);
        assertThat(reads).hasSize(3);
        assertThat(reads.getFirst().get("detail").toString()).contains("\"version\":2", "\"name\":\"token\"");
        assertThat(reads.getLast().get("detail").toString()).contains("\"version\":1");
        assertThat(database.number("select count(*) from audit.event where detail like '%nobody-sees-this%'"
                        + " or detail like '%nor-this%'"))
                .isZero();
    }

    @Test
    default void valueOfASecretIsNotShownWhenThatCannotBeAudited(TestDatabase database) {
        String id = secret("aud-closed", "kept back");
        database.execute("revoke insert on audit.event from " + database.app());
        try {
            byte[] answer = admin().get("/api/v1/secrets/" + id + "/value")
                    .expectStatus()
                    .is5xxServerError()
                    .expectBody(byte[].class)
                    .returnResult()
                    .getResponseBody();
            assertThat(new String(answer, UTF_8)).doesNotContain("kept back");
        } finally {
            database.execute("grant insert on audit.event to " + database.app());
        }
    }

    @Test
    default void everyDecisionLeavesOneRow() {
        Map<?, ?> decided = body(
                admin().post(
                                "/api/v1/zero-trust/verify",
                                Map.of("user_id", "admin", "resource", "platform/_/users/_", "action", "read")),
                200);
        Map<String, Object> evaluation = Map.of(
                "subject", Map.of("type", "user", "id", "admin"),
                "action", Map.of("name", "read"),
                "resource", Map.of("type", "aud-authzen", "id", "1"));
        body(admin().post("/access/v1/evaluation", evaluation), 200);

        assertThat(audit().rows("subject=" + decided.get("decision_id")))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.get("action")).isEqualTo("access.decided");
                    assertThat(row.get("outcome")).isEqualTo(decided.get("decision"));
                    assertThat(row.get("actor_name")).isEqualTo("admin");
                });
        assertThat(audit().rows("action=access.decided&outcome=deny"))
                .filteredOn(row -> row.get("detail").toString().contains("aud-authzen/1"))
                .hasSize(1);
    }

    @Test
    default void changesOfPoliciesThatNoEventTellsOfLeaveRows() {
        Map<String, Object> rules = new HashMap<>(
                Map.of("name", "Audited", "resource_pattern", "aud/**", "actions", List.of("read"), "effect", "allow"));
        Object id =
                body(admin().post("/api/v1/zero-trust/policies", rules), 201).get("id");
        String path = "/api/v1/zero-trust/policies/" + id;
        rules.put("name", "Audited again");
        admin().put(path, rules, "*").expectStatus().isOk();
        for (String step : List.of("/dry-run", "/activate", "/deactivate")) {
            admin().post(path + step, Map.of()).expectStatus().isOk();
        }
        admin().delete(path).expectStatus().isNoContent();

        assertThat(audit().actions("subject=" + id))
                .containsExactly(
                        "policy.deleted",
                        "policy.deactivated",
                        "policy.activated",
                        "policy.tried",
                        "policy.rewritten",
                        "policy.created");
    }

    @Test
    default void programsAndLoginSessionsLeaveRows() {
        Object account = body(admin().post("/api/v1/service-accounts", Map.of("name", "Audited")), 201)
                .get("id");
        admin().patch("/api/v1/service-accounts/" + account, Map.of("name", "Renamed"), "*")
                .expectStatus()
                .isOk();
        Object key = body(
                        admin().post(
                                        "/api/v1/api-keys",
                                        Map.of("name", "K", "scopes", List.of("*:read"), "owner_id", account)),
                        201)
                .get("id");
        admin().delete("/api/v1/api-keys/" + key).expectStatus().isNoContent();
        String wanda = admin().createUser("wanda");
        Object login = anonymous().login("wanda").get("login_session_id");
        admin().delete("/api/v1/auth/login-sessions/" + login).expectStatus().isNoContent();
        admin().put(
                        "/api/v1/users/" + wanda + "/usual-hours",
                        Map.of("zone", "Europe/Berlin", "from", "08:00", "to", "18:00"),
                        "*")
                .expectStatus()
                .isOk();

        assertThat(audit().actions("subject=" + account)).containsExactly("service-account.renamed", "user.created");
        assertThat(audit().actions("subject=" + key)).containsExactly("api-key.revoked", "api-key.created");
        assertThat(audit().actions("subject=" + login)).containsExactly("login-session.revoked", "login.succeeded");
        assertThat(audit().actions("subject=" + wanda)).contains("usual-hours.changed", "user.created");
    }

    private String secret(String project, String value) {
        admin().createProject(project);
        return body(
                        admin().post("/api/v1/secrets", Map.of("project_id", project, "name", "token", "value", value)),
                        201)
                .get("id")
                .toString();
    }

    private AuditClient audit() {
        return new AuditClient(admin());
    }
}
