package dev.steward.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestProjects;
import dev.steward.kit.testing.TestSecurity;
import dev.steward.kit.testing.TestTokens;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** That users and projects get no more than their quotas, however many requests come at once. */
@StewardIT
@Import(TestSecurity.class)
class SessionQuotaIT {

    private static final Path DATA = SessionApi.newDataFolder();
    private static final String SMALL =
            "{\"project_id\":\"%s\",\"resources\":{\"cpu\":\"100m\",\"memory\":\"64Mi\",\"disk\":\"64Mi\"}}";
    private static final String UP =
            "select count(*) from session where status not in ('deleted', 'stopped', 'stopping')";

    @Autowired
    private TestTokens tokens;

    @Autowired
    private TestProjects projects;

    @LocalServerPort
    private int port;

    private SessionApi ada;
    private SessionApi bob;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("STEWARD_DATA_DIR", DATA::toString);
        registry.add("steward.session.quota.user.sessions", () -> "3");
        registry.add("steward.session.quota.user.memory", () -> "1GB");
        registry.add("steward.session.quota.project.sessions", () -> "4");
    }

    @BeforeEach
    void begin() {
        projects.put("shop", Map.of("ada", "developer", "bob", "developer"));
        projects.put("bank", Map.of("ada", "developer", "bob", "developer"));
        ada = new SessionApi(port, tokens.token("ada"));
        bob = new SessionApi(port, tokens.token("bob"));
    }

    @AfterEach
    void leavesNothingBehind(TestDatabase database) {
        database.rows("select id::text from session where status <> 'deleted'").forEach(ada::delete);
        await().atMost(SessionApi.DEADLINE).until(() -> SessionApi.folders(DATA).isEmpty());
    }

    @Test
    void twentyAtOnceGetNoMoreThanTheQuota(TestDatabase database) {
        List<EntityExchangeResult<Map<String, Object>>> answers = Flux.range(0, 20)
                .flatMap(
                        i -> Mono.fromCallable(() -> post(ada, SMALL.formatted(i % 2 == 0 ? "shop" : "bank")))
                                .subscribeOn(Schedulers.boundedElastic()),
                        20)
                .collectList()
                .block(SessionApi.DEADLINE);

        assertThat(answers.stream().filter(answer -> answer.getStatus().value() == 201))
                .hasSize(3);
        assertThat(answers.stream().filter(answer -> answer.getStatus().value() == 429))
                .hasSize(17)
                .allSatisfy(answer -> assertThat(answer.getResponseBody())
                        .containsEntry("code", "quota-exceeded")
                        .containsEntry("scope", "user")
                        .containsEntry("limit", "sessions")
                        .containsEntry("allowed", "3")
                        .containsEntry("used", "3"));
        assertThat(database.number(UP)).isEqualTo(3);
    }

    @Test
    void usersTogetherGetNoMoreThanTheQuotaOfTheirProject(TestDatabase database) {
        List<EntityExchangeResult<Map<String, Object>>> answers = Flux.range(0, 20)
                .flatMap(
                        i -> Mono.fromCallable(() -> post(i % 2 == 0 ? ada : bob, SMALL.formatted("shop")))
                                .subscribeOn(Schedulers.boundedElastic()),
                        20)
                .collectList()
                .block(SessionApi.DEADLINE);

        assertThat(answers.stream().filter(answer -> answer.getStatus().value() == 201))
                .hasSize(4);
        assertThat(answers.stream().filter(answer -> answer.getStatus().value() == 429))
                .hasSize(16);
        assertThat(answers).anySatisfy(answer -> assertThat(answer.getResponseBody())
                .containsEntry("scope", "project")
                .containsEntry("allowed", "4"));
        assertThat(database.number(UP)).isEqualTo(4);
    }

    @Test
    void aStopMakesRoomAndAStartTakesIt() {
        String first = id(post(ada, SMALL.formatted("shop")));
        post(ada, SMALL.formatted("shop"));
        post(ada, SMALL.formatted("bank"));
        assertThat(post(ada, SMALL.formatted("bank")).getStatus().value()).isEqualTo(429);
        assertThat(verb(first, "restart").getStatus().value()).isEqualTo(202);

        ada.ask(first, "stop");
        ada.awaitStatus(first, "stopped");
        String fourth = id(post(ada, SMALL.formatted("bank")));

        EntityExchangeResult<Map<String, Object>> refused = verb(first, "start");
        assertThat(refused.getStatus().value()).isEqualTo(429);
        assertThat(refused.getResponseBody()).containsEntry("limit", "sessions").containsEntry("scope", "user");
        assertThat(ada.get(first)).containsEntry("status", "stopped");
        ada.delete(fourth);
        assertThat(verb(first, "start").getStatus().value()).isEqualTo(202);
    }

    @Test
    void whatOneAsksForCountsToo() {
        EntityExchangeResult<Map<String, Object>> refused =
                post(ada, "{\"project_id\":\"shop\",\"resources\":{\"memory\":\"1025Mi\"}}");

        assertThat(refused.getStatus().value()).isEqualTo(429);
        assertThat(refused.getResponseBody())
                .containsEntry("limit", "memory")
                .containsEntry("allowed", "1Gi")
                .containsEntry("used", "0");
    }

    @Test
    void theSessionOfAProjectIsStillFoundWhenTheQuotaIsUsedUp() {
        String own = id(post(ada, SMALL.formatted("shop")));
        post(ada, SMALL.formatted("shop"));
        String newest = id(post(ada, SMALL.formatted("shop")));

        assertThat(ada.obtain("shop").getResponseBody()).containsEntry("id", newest);
        EntityExchangeResult<Map<String, Object>> refused = ada.obtain("bank");

        assertThat(refused.getStatus().value()).isEqualTo(429);
        assertThat(refused.getResponseBody()).containsEntry("code", "quota-exceeded");
        ada.delete(own);
        assertThat(ada.obtain("bank").getStatus().value()).isEqualTo(201);
    }

    private static EntityExchangeResult<Map<String, Object>> post(SessionApi api, String body) {
        return api.client()
                .post()
                .uri("/api/v1/sessions")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectBody(SessionApi.OBJECT)
                .returnResult();
    }

    private EntityExchangeResult<Map<String, Object>> verb(String id, String verb) {
        return ada.client()
                .post()
                .uri("/api/v1/sessions/" + id + "/" + verb)
                .exchange()
                .expectBody(SessionApi.OBJECT)
                .returnResult();
    }

    private static String id(EntityExchangeResult<Map<String, Object>> answer) {
        assertThat(answer.getStatus().value()).isEqualTo(201);
        return answer.getResponseBody().get("id").toString();
    }
}
