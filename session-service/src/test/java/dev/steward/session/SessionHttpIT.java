package dev.steward.session;

import static dev.steward.session.SessionApi.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.hostile.HostileTokenRequests;
import dev.steward.kit.testing.hostile.TokenForge;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What the service answers to good and to bad requests, and that bad ones leave nothing. */
class SessionHttpIT extends SharedService implements HostileTokenRequests, WorkspaceRequests, ArchiveRequests {

    private static final String SESSIONS = "/api/v1/sessions";
    private static final String UNKNOWN = SESSIONS + "/019576a0-0000-7000-8000-000000000000";

    @Override
    public int port() {
        return port;
    }

    @Override
    public SessionApi developer() {
        return developer;
    }

    @Override
    public String token() {
        return tokens.token("ada");
    }

    @Override
    public SessionApi viewer() {
        return viewer;
    }

    @Override
    public SessionApi stranger() {
        return stranger;
    }

    @Override
    public String guardedPath() {
        return "/api/v1/sessions";
    }

    @Override
    public TokenForge forge() {
        return tokens.forge("ada");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                               | 400 | bad-request",
                "[]                              | 400 | bad-request",
                "{}                              | 400 | validation-failed",
                "{\"project_id\":null}           | 400 | validation-failed",
                "{\"project_id\":7}              | 400 | validation-failed",
                "{\"project_id\":\"; rm -rf /\"} | 400 | validation-failed",
                "{\"project_id\":\"shop\",\"ttl\":\"PT1S\"} | 400 | validation-failed",
                "{\"project_id\":\"shop\",\"ttl\":\"P8D\"} | 400 | validation-failed",
                "{\"project_id\":\"shop\",\"ttl\":3600} | 400 | validation-failed",
                "{\"project_id\":\"shop\",\"idle_timeout\":\"soon\"} | 400 | validation-failed",
                "{\"project_id\":\"nothing\"}    | 404 | not-found",
                "{\"project_id\":\"bank\"}       | 404 | not-found"
            })
    void refusesABadRequestAndStoresNothing(String body, int status, String code, TestDatabase database) {
        String everything = "select (select count(*) from session) + (select count(*) from idempotency_key)";
        long before = database.number(everything);

        problem(developer.post(body), status, code);

        assertThat(database.number(everything)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "status,    running",
        "token,     s3cret",
        "addresses, http://127.0.0.1:1",
        "address,   http://127.0.0.1:1",
        "id,        019576a0-0000-7000-8000-000000000000"
    })
    void refusesWhatOnlyTheServiceSaysAndNamesIt(String field, String value, TestDatabase database) {
        long before = database.number("select count(*) from session");

        Map<String, Object> problem = developer
                .post("{\"project_id\":\"shop\",\"%s\":\"%s\"}".formatted(field, value))
                .expectStatus()
                .isBadRequest()
                .expectBody(SessionApi.OBJECT)
                .returnResult()
                .getResponseBody();

        assertThat(problem).containsEntry("errors", List.of(Map.of("field", field, "message", "is not a known field")));
        assertThat(database.number("select count(*) from session")).isEqualTo(before);
    }

    @Test
    void refusesABodyOfTwoMegabytes() {
        problem(developer.post("{\"project_id\":\"" + "x".repeat(2 << 20) + "\"}"), 413, "payload-too-large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status=paused",
                "status=deleted",
                "runtime=mainframe",
                "user_id=%3B%20rm%20-rf%20%2F",
                "user_id=",
                "page=0",
                "page=x",
                "page_size=101",
                "project_id=No_Slug"
            })
    void refusesAnUnknownFilterOrPage(String query) {
        problem(developer.client().get().uri(SESSIONS + "?" + query).exchange(), 400, "validation-failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                UNKNOWN,
                SESSIONS + "/no-uuid",
                UNKNOWN + "/files/x",
                UNKNOWN + "/history",
                UNKNOWN + "/expiry",
                UNKNOWN + "/usage"
            })
    void whatIsNotThereIsNotFound(String path) {
        problem(developer.client().get().uri(path).exchange(), 404, "not-found");
    }

    @Test
    void twentyAtOnceObtainOneSession(TestDatabase database) {
        projects.put("club", Map.of("ada", "developer", "eve", "viewer"));
        List<EntityExchangeResult<Map<String, Object>>> answers = Flux.range(0, 20)
                .flatMap(
                        _ -> Mono.fromCallable(() -> developer.obtain("club")).subscribeOn(Schedulers.boundedElastic()),
                        20)
                .collectList()
                .block(SessionApi.DEADLINE);

        assertThat(answers)
                .extracting(answer -> answer.getStatus().value())
                .containsOnlyOnce(201)
                .containsOnly(200, 201)
                .hasSize(20);
        assertThat(answers.stream().map(SessionHttpIT::id).distinct()).hasSize(1);
        assertThat(database.number("select count(*) from session where project_id = 'club'"))
                .isEqualTo(1);
        String id = id(answers.getFirst());
        developer.delete(id);

        EntityExchangeResult<Map<String, Object>> again = developer.obtain("club");
        assertThat(again.getStatus().value()).isEqualTo(201);
        assertThat(again.getResponseHeaders().getFirst("Location")).isEqualTo(SESSIONS + "/" + id(again));
        assertThat(id(again)).isNotEqualTo(id);
        developer.delete(id(again));
        assertThat(viewer.obtain("club").getStatus().value()).isEqualTo(403);
        assertThat(stranger.obtain("club").getStatus().value()).isEqualTo(404);
        assertThat(developer.obtain("No_Slug").getStatus().value()).isEqualTo(400);
    }

    @Test
    void tellsWhyASessionIsAliveAndWhenItStops() {
        Map<String, Object> created = developer
                .client()
                .post()
                .uri(SESSIONS)
                .bodyValue(Map.of("project_id", "shop", "ttl", "PT2H", "idle_timeout", "PT10M"))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(SessionApi.OBJECT)
                .returnResult()
                .getResponseBody();
        String id = created.get("id").toString();
        Instant begun = Instant.parse(created.get("created_at").toString());
        assertThat(created)
                .containsEntry("ttl", "PT2H")
                .containsEntry("idle_timeout", "PT10M")
                .containsEntry("expires_at", begun.plusSeconds(7200).toString());

        assertThat(developer.expiry(id))
                .containsEntry("alive_because", "new")
                .containsEntry("last_activity", Map.of("at", begun.toString(), "source", "created"))
                .containsEntry("stops_at", begun.plusSeconds(600).toString())
                .containsEntry("stop_reason", "idle-timeout")
                .containsEntry(
                        "latest_expires_at", begun.plusSeconds(7 * 86_400).toString());
        extend(id, "P7D").expectStatus().isOk();
        assertThat(developer.expiry(id))
                .containsEntry("alive_because", "recent-activity")
                .containsEntry("expires_at", begun.plusSeconds(7 * 86_400).toString());
        problem(extend(id, "PT0.5S"), 400, "validation-failed");
        problem(developer.verb(id, "extend", "{}"), 400, "validation-failed");

        developer
                .verb(id, "stop", "{\"ttl\":\"PT1H\"}")
                .expectStatus()
                .isAccepted()
                .expectHeader()
                .valueEquals("Location", SESSIONS + "/" + id);
        developer.verb(id, "stop", "{\"ttl\":\"PT1H\"}").expectStatus().isAccepted();
        problem(extend(id, "PT1H"), 409, "conflict");
        assertThat(developer.expiry(id)).containsEntry("alive_because", null).containsEntry("reason", "requested");
        developer.delete(id);
        problem(developer.verb(id, "start", "{\"ttl\":\"PT1H\"}"), 404, "not-found");
    }

    @Test
    void leavesNothingBehind() {
        developer.delete(developer.create("shop").get("id").toString());

        await().atMost(SessionApi.DEADLINE).until(() -> SessionApi.folders(DATA).isEmpty());
    }

    private static String id(EntityExchangeResult<Map<String, Object>> answer) {
        return answer.getResponseBody().get("id").toString();
    }

    private WebTestClient.ResponseSpec extend(String id, String ttl) {
        return developer.verb(id, "extend", "{\"ttl\":\"" + ttl + "\"}");
    }
}
