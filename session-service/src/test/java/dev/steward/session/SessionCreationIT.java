package dev.steward.session;

import static dev.steward.session.SessionApi.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.kit.testing.TestDatabase;
import dev.steward.session.domain.SessionToken;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What a session can be made from, and what its creator is told. */
class SessionCreationIT extends SharedService {

    private static final String SESSIONS = "/api/v1/sessions";

    @Test
    void tellsWhatWasMade() {
        Map<String, Object> made = made(post("""
                {"project_id": "shop", "runtime": "process", "template": "static",
                 "resources": {"cpu": "500m", "memory": "1.5Gi", "disk": "1G"},
                 "env": {"GREETING": "a; b"}, "ports": [3000, 9229]}"""));

        String id = made.get("id").toString();
        assertThat(made)
                .containsEntry("status", "pending")
                .containsEntry("runtime", "process")
                .containsEntry("template", "static")
                .containsEntry("image", null)
                .containsEntry("resources", Map.of("cpu", "500m", "memory", "1536Mi", "disk", "1000000000"))
                .containsEntry("ports", List.of(3000, 9229))
                .containsEntry("ignored", List.of())
                .containsEntry("secret_available", true)
                .containsKey("expires_at")
                .doesNotContainKey("env");
        assertThat(made.get("addresses"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("preview", "https://" + id + ".preview.test/")
                .containsEntry("direct", SessionApi.address(developer.get(id)));
        assertThat(developer.get(id))
                .containsEntry("template", "static")
                .containsEntry("resources", made.get("resources"))
                .containsEntry("ports", List.of(3000, 9229))
                .doesNotContainKeys("token", "secret_available", "ignored", "env");
        gone(id);
    }

    @Test
    void keepsOnlyTheHashOfTheToken(TestDatabase database) {
        Map<String, Object> made = made(post("{\"project_id\": \"shop\"}"));
        String token = made.get("token").toString();

        assertThat(token).startsWith(SessionToken.PREFIX);
        assertThat(database.number("select count(*) from session where token_hash = '%s'"
                        .formatted(new SessionToken(token).hash())))
                .isEqualTo(1);
        assertThat(database.number("select count(*) from session where session::text like '%" + token + "%'"))
                .isZero();
        gone(made.get("id").toString());
    }

    @Test
    void aRepeatedRequestIsNotToldTheTokenAgain(TestDatabase database) {
        String body = "{\"project_id\": \"shop\", \"devcontainer\": {\"customizations\": {}}}";
        Map<String, Object> first = made(keyed(body));
        WebTestClient.ResponseSpec again = keyed(body);
        again.expectHeader().valueEquals("Idempotency-Replayed", "true");
        Map<String, Object> replayed = made(again);

        assertThat(replayed)
                .containsEntry("id", first.get("id"))
                .containsEntry("token", null)
                .containsEntry("secret_available", false)
                .containsEntry("ignored", List.of("customizations"));
        assertThat(database.number("select count(*) from idempotency_key where body like '%sst_%'"))
                .isZero();
        gone(first.get("id").toString());
    }

    @Test
    void theSessionOfAProjectTellsItsTokenOnlyWhenItIsMade() {
        EntityExchangeResult<Map<String, Object>> made = put("{\"env\": {\"A\": \"b\"}, \"ttl\": \"PT2H\"}");
        EntityExchangeResult<Map<String, Object>> found = put("{\"ttl\": \"PT3H\"}");
        EntityExchangeResult<Map<String, Object>> asked = developer.obtain("shop");

        assertThat(made.getStatus().value()).isEqualTo(201);
        assertThat(made.getResponseBody()).containsEntry("ttl", "PT2H").containsEntry("secret_available", true);
        assertThat(made.getResponseBody().get("token").toString()).startsWith(SessionToken.PREFIX);
        String id = made.getResponseBody().get("id").toString();
        for (EntityExchangeResult<Map<String, Object>> later : List.of(found, asked)) {
            assertThat(later.getStatus().value()).isEqualTo(200);
            assertThat(later.getResponseBody())
                    .containsEntry("id", id)
                    .containsEntry("ttl", "PT2H")
                    .containsEntry("token", null)
                    .containsEntry("secret_available", false);
        }
        assertThat(put("{\"project_id\": \"shop\"}").getStatus().value()).isEqualTo(400);
        assertThat(put("{\"ports\": [0]}").getStatus().value()).isEqualTo(400);
        gone(id);
    }

    @Test
    void refusesWhatThereIsNotAndSaysWhatThereIs() {
        assertThat(errors("\"runtime\": \"mainframe\"")).containsExactly("runtime: must be one of process");
        assertThat(errors("\"template\": \"cobol\""))
                .containsExactly("template: must be one of static, node, java, python, image");
        assertThat(errors("\"template\": \"image\""))
                .containsExactly("template: is not there in the runtime process of this host");
        assertThat(errors("\"image\": \"debian\""))
                .containsExactly("image: is not for the runtime process, which has no images");
    }

    @Test
    void namesEveryBadFieldAtOnce() {
        assertThat(errors("""
                "resources": {"cpu": 1, "memory": "512MB", "disk": "1Ki", "gpu": "1"}, "image": "-v",
                "env": {"PATH": "/x", "OK": 7}, "ports": [0, 80, 80, "x"], "ttl": "soon"
                """))
                .extracting(error -> error.substring(0, error.indexOf(':')))
                .containsExactlyInAnyOrder(
                        "resources.cpu",
                        "resources.memory",
                        "resources.disk",
                        "resources.gpu",
                        "image",
                        "env.PATH",
                        "env.OK",
                        "ports[0]",
                        "ports[2]",
                        "ports[3]",
                        "ttl");
    }

    @Test
    void listsTheTemplatesForWhoeverHasAToken() {
        List<?> items = (List<?>) developer
                .client()
                .get()
                .uri(SESSIONS + "/templates")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(SessionApi.OBJECT)
                .returnResult()
                .getResponseBody()
                .get("items");

        assertThat(items.stream().map(item -> ((Map<?, ?>) item).get("name").toString()))
                .containsExactly("static", "node", "java", "python", "image");
        assertThat(items.getFirst())
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("runtimes", List.of("process"))
                .containsEntry("readiness", "http");
        assertThat(items.getLast())
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("runtimes", List.of())
                .containsEntry("image", null);
        SessionApi nobody = new SessionApi(port, "");
        problem(nobody.client().get().uri(SESSIONS + "/templates").exchange(), 401, "unauthorized");
    }

    private List<String> errors(String fields) {
        WebTestClient.ResponseSpec answer = post("{\"project_id\": \"shop\", " + fields + "}");
        answer.expectStatus().isBadRequest();
        List<?> errors = (List<?>) answer.expectBody(SessionApi.OBJECT)
                .returnResult()
                .getResponseBody()
                .get("errors");
        return errors.stream()
                .map(error -> ((Map<?, ?>) error).get("field") + ": " + ((Map<?, ?>) error).get("message"))
                .toList();
    }

    private static Map<String, Object> made(WebTestClient.ResponseSpec answer) {
        return answer.expectStatus()
                .isCreated()
                .expectBody(SessionApi.OBJECT)
                .returnResult()
                .getResponseBody();
    }

    private WebTestClient.ResponseSpec post(String body) {
        return request(body).exchange();
    }

    private WebTestClient.ResponseSpec keyed(String body) {
        return request(body).header("Idempotency-Key", "once").exchange();
    }

    private WebTestClient.RequestHeadersSpec<?> request(String body) {
        return developer
                .client()
                .post()
                .uri(SESSIONS)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body);
    }

    private EntityExchangeResult<Map<String, Object>> put(String body) {
        return developer
                .client()
                .put()
                .uri("/api/v1/projects/shop/session")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectBody(SessionApi.OBJECT)
                .returnResult();
    }

    private void gone(String id) {
        developer.delete(id);
        await().atMost(SessionApi.DEADLINE).until(() -> SessionApi.folders(DATA).isEmpty());
    }
}
