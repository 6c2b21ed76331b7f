package dev.steward.session;

import static dev.steward.kit.testing.TestPolicies.denial;
import static dev.steward.kit.testing.TestPolicies.read;
import static dev.steward.kit.testing.TestPolicies.secondFactor;
import static dev.steward.session.SessionApi.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may have what with sessions over HTTP, as roles in projects and policies say. */
class SessionAccessIT extends SharedService {

    private static final String SESSIONS = "/api/v1/sessions";

    @Test
    void onlyAnAdministratorMakesASessionOfAnother() {
        SessionApi admin = new SessionApi(port, tokens.token("root", "admin"));
        String forEve = "{\"project_id\":\"shop\",\"user_id\":\"eve\"}";

        problem(developer.post(forEve), 403, "forbidden");
        problem(admin.post("{\"project_id\":\"shop\",\"user_id\":\"bob\"}"), 400, "validation-failed");
        problem(admin.post("{\"project_id\":\"shop\",\"user_id\":\"; rm -rf /\"}"), 400, "validation-failed");
        Map<String, Object> made = admin.post(forEve)
                .expectStatus()
                .isCreated()
                .expectBody(SessionApi.OBJECT)
                .returnResult()
                .getResponseBody();

        assertThat(made).containsEntry("user_id", "eve");
        String id = made.get("id").toString();
        assertThat(developer.history(id).getLast()).containsEntry("actor", Map.of("kind", "user", "id", "root"));
        developer.delete(id);
    }

    @Test
    void refusesWhoIsUnknownOrLateOrMayOnlyLook() {
        SessionApi late = new SessionApi(
                port,
                tokens.token(
                        "ada",
                        claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(3600)))));

        problem(new SessionApi(port, "").post("{\"project_id\":\"shop\"}"), 401, "unauthorized");
        problem(late.post("{\"project_id\":\"shop\"}"), 401, "unauthorized");
        problem(viewer.post("{\"project_id\":\"shop\"}"), 403, "forbidden");
    }

    @Test
    void anothersSessionDoesNotExist() {
        String id = developer.create("shop").get("id").toString();
        String path = SESSIONS + "/" + id;

        problem(stranger.client().get().uri(path).exchange(), 404, "not-found");
        problem(stranger.client().get().uri(path + "/history").exchange(), 404, "not-found");
        problem(stranger.client().get().uri(path + "/expiry").exchange(), 404, "not-found");
        problem(stranger.client().get().uri(path + "/usage").exchange(), 404, "not-found");
        for (String verb : List.of("stop", "start", "restart", "extend")) {
            problem(stranger.verb(id, verb, "{\"ttl\":\"PT1H\"}"), 404, "not-found");
            problem(viewer.verb(id, verb, "{\"ttl\":\"PT1H\"}"), 403, "forbidden");
        }
        problem(stranger.client().delete().uri(path).exchange(), 404, "not-found");
        problem(stranger.put(id, "index.html", new byte[1]), 404, "not-found");
        problem(stranger.file(id, "index.html"), 404, "not-found");
        problem(viewer.client().delete().uri(path).exchange(), 403, "forbidden");
        problem(viewer.put(id, "index.html", new byte[1]), 403, "forbidden");
        assertThat(viewer.get(id)).containsEntry("user_id", "ada");

        developer.delete(id);
    }

    @Test
    void listsWhatTheCallerMaySee() {
        String mine = developer.create("shop").get("id").toString();
        String theirs = stranger.create("bank").get("id").toString();

        assertThat(ids(developer, "")).contains(mine).doesNotContain(theirs);
        assertThat(ids(new SessionApi(port, tokens.token("root", "admin")), "")).contains(mine, theirs);
        assertThat(ids(developer, "?user_id=ada")).contains(mine);
        assertThat(ids(developer, "?user_id=eve")).doesNotContain(mine);
        assertThat(ids(developer, "?runtime=process")).contains(mine);
        problem(developer.client().get().uri(SESSIONS + "?project_id=bank").exchange(), 404, "not-found");

        developer.delete(mine);
        stranger.delete(theirs);
    }

    @Test
    void obeysThePolicies() {
        String mine = developer.create("shop").get("id").toString();
        String theirs = stranger.create("bank").get("id").toString();
        SessionApi root = new SessionApi(port, tokens.token("root", "admin"));
        projects.activate(
                read(denial("a", "platform/shop/sessions/*", "read", "developer")),
                read(denial("b", "platform/*/sessions/" + mine, "delete")),
                read(secondFactor("c", "platform/bank/sessions/*", "read")),
                read(secondFactor("d", "platform/shop/**", "create")));
        try {
            problem(developer.client().get().uri(SESSIONS + "/" + mine).exchange(), 403, "forbidden");
            problem(developer.file(mine, "index.html"), 403, "forbidden");
            problem(developer.client().get().uri(SESSIONS + "?project_id=shop").exchange(), 403, "forbidden");
            problem(developer.client().delete().uri(SESSIONS + "/" + mine).exchange(), 403, "forbidden");
            problem(developer.post("{\"project_id\":\"shop\"}"), 401, "step-up-required");
            problem(stranger.client().get().uri(SESSIONS + "/" + theirs).exchange(), 401, "step-up-required");
            problem(stranger.client().get().uri(SESSIONS + "/" + mine).exchange(), 404, "not-found");
            assertThat(viewer.get(mine)).containsEntry("user_id", "ada");

            assertThat(ids(developer, "")).isEmpty();
            assertThat(ids(viewer, "")).contains(mine);
            assertThat(ids(root, "")).contains(mine).doesNotContain(theirs);
            assertThat(ids(new SessionApi(port, tokens.token("bob", claims -> claims.claim("mfa_at", 1))), ""))
                    .contains(theirs);
        } finally {
            projects.activate();
        }

        developer.delete(mine);
        stranger.delete(theirs);
    }

    private static List<Object> ids(SessionApi api, String query) {
        List<?> items = (List<?>) api.client()
                .get()
                .uri(SESSIONS + query)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(SessionApi.OBJECT)
                .returnResult()
                .getResponseBody()
                .get("items");
        return items.stream().<Object>map(item -> ((Map<?, ?>) item).get("id")).toList();
    }
}
