package dev.steward.zerotrust;

import static dev.steward.zerotrust.ZeroTrustClient.credentials;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.Topics;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import dev.steward.zerotrust.adapter.crypto.JwtTokenSigner;
import dev.steward.zerotrust.application.KeyRing;
import dev.steward.zerotrust.domain.AccessClaims;
import dev.steward.zerotrust.domain.LoginSession;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.Username;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** What the service refuses: always as a problem, never with a 500, and nothing is stored. */
interface RefusedRequests {

    String STORED = "select (select count(*) from users) + (select count(*) from projects)"
            + " + (select count(*) from project_members)";

    ZeroTrustClient anonymous();

    ZeroTrustClient admin();

    KeyRing keyRing();

    @Test
    default void unknownUserAndWrongPasswordAreOneAnswer() {
        Map<?, ?> unknown = refused(login("nobody", TestSecrets.PASSWORD), 401, "unauthorized");
        Map<?, ?> wrong = refused(login("admin", "wrong"), 401, "unauthorized");
        Map<?, ?> strange = refused(login("no name at all \u0000", ""), 401, "unauthorized");

        assertThat(List.of(wrong.get("detail"), strange.get("detail"))).containsOnly(unknown.get("detail"));
    }

    @Test
    default void requestWithoutAGoodTokenIsUnauthorized(TestDatabase database) {
        long before = database.number(STORED);
        Map<String, String> project = Map.of("project_id", "refused", "name", "Refused");
        refused(anonymous().post("/api/v1/projects", project), 401, "unauthorized");
        refused(anonymous().bearing("no.token.atall").post("/api/v1/projects", project), 401, "unauthorized");
        refused(anonymous().bearing(expired()).post("/api/v1/projects", project), 401, "unauthorized");
        assertThat(database.number(STORED)).isEqualTo(before);
    }

    @Test
    default void malformedBodyIsABadRequest(TestDatabase database) {
        long before = database.number(STORED);
        refused(admin().post("/api/v1/projects", "{garbage"), 400, "bad-request");
        refused(admin().post("/api/v1/users", "[]"), 400, "bad-request");
        refused(anonymous().post("/api/v1/auth/login", "\"\""), 400, "bad-request");
        refused(login("x".repeat(2_000), "y"), 400, "validation-failed");
        assertThat(database.number(STORED)).isEqualTo(before);
    }

    @Test
    default void everyBadFieldIsNamed(TestDatabase database) {
        long before = database.number(STORED);
        assertThat(fields(Map.of("username", "-", "password", "short"))).containsExactly("password", "username");
        assertThat(fields(Map.of("username", 7, "password", true, "admin", true)))
                .containsExactlyInAnyOrder("username", "password", "admin");
        assertThat(fields(Map.of("username", "-", "admin", true)))
                .containsExactlyInAnyOrder("username", "password", "admin");
        assertThat(fields(Map.of("username", "eve", "password", TestSecrets.PASSWORD, "roles", List.of("root"))))
                .containsExactly("roles[0]");
        assertThat(errors(admin().post("/api/v1/projects", Map.of("project_id", "No Slug", "name", "\u0000"))))
                .containsExactlyInAnyOrder("project_id", "name");
        assertThat(errors(admin().post("/api/v1/projects", Map.of("name", " "))))
                .containsExactlyInAnyOrder("project_id", "name");
        assertThat(database.number(STORED)).isEqualTo(before);
    }

    @Test
    default void fiveWrongPasswordsLockTheAccountForThatAddressOnly(TestEvents events) {
        for (int failures = 0; failures < 5; failures++) {
            refused(guess("203.0.113.9", "wrong"), 401, "unauthorized");
        }

        refused(
                guess("203.0.113.9", TestSecrets.PASSWORD).expectHeader().valueMatches("Retry-After", "(899|900)"),
                429,
                "too-many-requests");
        refused(guess("203.0.113.9", "wrong"), 429, "too-many-requests");
        assertThat(new AuditClient(admin())
                        .rows("action=login.held-up&actor=admin").stream()
                                .filter(row -> "203.0.113.9".equals(row.get("address")))
                                .filter(row -> row.get("detail").toString().contains("account-closed")))
                .hasSize(1);
        guess("203.0.113.10", TestSecrets.PASSWORD).expectStatus().isOk();
        events.await(Topics.TRUST_EVENTS, seen -> seen.stream()
                .anyMatch(event -> event.type().equals("account.locked.v1")));
    }

    @Test
    default void bodyOfTwoMegabytesIsTooLarge(TestDatabase database) {
        long before = database.number(STORED);
        Map<String, String> huge = Map.of("project_id", "huge", "name", "x".repeat(2 << 20));
        refused(admin().post("/api/v1/projects", huge), 413, "payload-too-large");
        refused(login("admin", "x".repeat(2 << 20)), 413, "payload-too-large");
        assertThat(database.number(STORED)).isEqualTo(before);
    }

    @Test
    default void whatIsNotThereIsNotFound() {
        refused(admin().get("/api/v1/users/0198c0de-0000-7000-8000-000000000000"), 404, "not-found");
        refused(admin().get("/api/v1/users/%27%20or%201=1"), 404, "not-found");
        refused(admin().get("/api/v1/projects/unknown"), 404, "not-found");
        refused(admin().get("/api/v1/nothing"), 404, "not-found");
        refused(admin().get("/api/v1/projects/No-Slug"), 400, "validation-failed");
        refused(admin().get("/api/v1/projects?page=0"), 400, "validation-failed");
        refused(admin().delete("/api/v1/users"), 405, "method-not-allowed");
    }

    @Test
    default void takenNameIsAConflict() {
        refused(admin().post("/api/v1/users", credentials("ADMIN", TestSecrets.PASSWORD)), 409, "conflict");
    }

    private ResponseSpec login(String username, String password) {
        return anonymous().post("/api/v1/auth/login", credentials(username, password));
    }

    private ResponseSpec guess(String address, String password) {
        return anonymous().post("/api/v1/auth/login", credentials("admin", password), "X-Forwarded-For", address);
    }

    private List<String> fields(Map<String, Object> user) {
        return errors(admin().post("/api/v1/users", user));
    }

    private static List<String> errors(ResponseSpec response) {
        var errors = (List<?>) refused(response, 400, "validation-failed").get("errors");
        return errors.stream()
                .map(error -> ((Map<?, ?>) error).get("field").toString())
                .toList();
    }

    private static Map<?, ?> refused(ResponseSpec response, int status, String code) {
        Map<?, ?> problem = response.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        assertThat(problem.get("code")).isEqualTo(code);
        assertThat(problem.get("trace_id")).isNotNull();
        return problem;
    }

    /** Signed with the right key, and good until an hour ago. */
    private String expired() {
        Instant anHourAgo = Instant.now().minusSeconds(3_600);
        var user = User.named("0198c0de-0000-7000-8000-000000000001", new Username("admin"), Set.of(), anHourAgo);
        var session = new LoginSession(user.id(), user.id(), null, anHourAgo.minusSeconds(900), anHourAgo);
        var claims = new AccessClaims(
                user.id(),
                user,
                session,
                new TreeSet<>(),
                new TreeMap<>(),
                anHourAgo.minusSeconds(900),
                anHourAgo,
                null);
        return new JwtTokenSigner("http://127.0.0.1:8080", "steward")
                .sign(claims, keyRing().current().block());
    }
}
