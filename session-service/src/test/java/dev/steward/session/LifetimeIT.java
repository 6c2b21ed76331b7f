package dev.steward.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.events.Topics;
import dev.steward.events.trust.ProjectArchived;
import dev.steward.events.trust.TrustEvent;
import dev.steward.events.trust.UserDeleted;
import dev.steward.events.trust.UserDisabled;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

/** How long sessions and what they leave live, with real processes. The test is zero-trust-service. */
class LifetimeIT extends SharedService {

    private SessionApi ada;

    @BeforeEach
    void begin() {
        projects.put("shop", Map.of("ada", "developer", "bob", "developer"));
        projects.put("old", Map.of("ada", "developer"));
        ada = new SessionApi(port, tokens.token("ada"));
    }

    @Test
    void theSessionsOfAnArchivedProjectGoWithAllTheyHave(TestEvents events, TestDatabase database) {
        String running = ada.awaitStatus(create("old"), "running");
        String stopped = ada.awaitStatus(create("old"), "running");
        ada.ask(stopped, "stop");
        ada.awaitStatus(stopped, "stopped");
        String other = ada.awaitStatus(create("shop"), "running");

        CloudEvent told = tell(events, "old", new ProjectArchived("old"));
        events.publish(Topics.TRUST_EVENTS, told);

        events.await(Topics.SESSION_EVENTS, seen -> seen.stream()
                .filter(event -> event.type().equals("session.deleted.v1"))
                .map(CloudEvent::subject)
                .toList()
                .containsAll(List.of(running, stopped)));
        await().atMost(SessionApi.DEADLINE).untilAsserted(() -> assertThat(SessionApi.folders(DATA))
                .extracting(folder -> folder.getFileName().toString())
                .containsExactly(other));
        assertThat(database.rows("select reason || ' ' || actor_id from session_transition where to_status = 'deleted'"
                        + " and session_id = '" + running + "'"))
                .containsExactly("project-archived zero-trust-service");
        assertThat(ada.get(other)).containsEntry("status", "running");
    }

    @Test
    void whatIsMadeWhileItsProjectIsArchivedDoesNotLive() {
        projects.put("late", Map.of("ada", "developer"));
        String stopped = ada.awaitStatus(create("late"), "running");
        ada.ask(stopped, "stop");
        ada.awaitStatus(stopped, "stopped");
        ada.awaitStatus(create("late"), "running");

        projects.archive("late");

        await().atMost(SessionApi.DEADLINE).until(() -> SessionApi.folders(DATA).isEmpty());
    }

    @Test
    void aDisabledUserHasNothingThatRunsAndADeletedOneNothing(TestEvents events) {
        // One of his own: who is gone stays so for every test that shares this service.
        projects.put("shop", Map.of("ada", "developer", "gus", "developer"));
        SessionApi gus = new SessionApi(port, tokens.token("gus"));
        String hers = ada.awaitStatus(create("shop"), "running");
        String his = gus.awaitStatus(gus.create("shop").get("id").toString(), "running");

        tell(events, "gus", new UserDisabled("gus"));

        gus.awaitStatus(his, "stopped");
        assertThat(ada.get(his)).containsEntry("reason", "user-disabled");
        assertThat(ada.get(hers)).containsEntry("status", "running");
        projects.revoke("gus");
        ada.client()
                .post()
                .uri("/api/v1/sessions/" + his + "/start")
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.reason")
                .isEqualTo("user-disabled");
        tell(events, "gus", new UserDeleted("gus"));
        await().atMost(SessionApi.DEADLINE).untilAsserted(() -> assertThat(SessionApi.folders(DATA))
                .extracting(folder -> folder.getFileName().toString())
                .containsExactly(hers));
    }

    @Test
    void isKeptAliveByWhoeverSaysWhy(TestDatabase database) {
        String id = ada.awaitStatus(create("shop"), "running");

        Map<String, Object> taken = keepAlive(id, "ide", "PT1H", "a demo for the board")
                .expectStatus()
                .isOk()
                .expectBody(SessionApi.OBJECT)
                .returnResult()
                .getResponseBody();
        assertThat(taken)
                .containsEntry("owner", "ide")
                .containsEntry("reason", "a demo for the board")
                .containsEntry("taken_by", "ada");
        assertThat(ada.expiry(id))
                .containsEntry("alive_because", "keep-alive")
                .containsEntry("keep_alives", List.of(taken))
                .containsEntry("stops_at", taken.get("until"));
        database.execute("update session set used_at = now() - interval '2 hours' where id = '" + id + "'");
        assertThat(ada.get(id)).containsEntry("status", "running");

        giveBack(id, "ide").expectStatus().isNoContent();
        SessionApi.problem(giveBack(id, "ide"), 404, "not-found");
        ada.awaitStatus(id, "stopped");
        assertThat(ada.get(id)).containsEntry("reason", "idle-timeout");
    }

    @Test
    void refusesKeepAlivesByName() {
        String id = create("shop");
        projects.put("shop", Map.of("ada", "developer", "bob", "developer", "eve", "viewer"));

        SessionApi.problem(keepAlive(id, "ide", "PT5H", "too long"), 400, "validation-failed");
        SessionApi.problem(keepAlive(id, "ide", "PT0S", "too short"), 400, "validation-failed");
        SessionApi.problem(keepAlive(id, "ide", "-PT1H", "back"), 400, "validation-failed");
        SessionApi.problem(keepAlive(id, "ide", "PT1H", ""), 400, "validation-failed");
        SessionApi.problem(keepAlive(id, "ide", "PT1H", "nul\u0000"), 400, "validation-failed");
        SessionApi.problem(keepAlive(id, "ide", "PT1H", "x".repeat(201)), 400, "validation-failed");
        SessionApi.problem(keepAlive(id, ";rm -rf", "PT1H", "hostile"), 400, "validation-failed");
        SessionApi.problem(keepAlive(id, "x".repeat(65), "PT1H", "hostile"), 400, "validation-failed");
        SessionApi.problem(
                keepAlive("019576a0-0000-7000-8000-000000000000", "ide", "PT1H", "nobody"), 404, "not-found");
        SessionApi.problem(keepAlive(viewer, id, "ide", "PT1H", "may not"), 403, "forbidden");
        assertThat(ada.expiry(id)).containsEntry("keep_alives", List.of());
        ada.ask(id, "stop");
        ada.awaitStatus(id, "stopped");
        SessionApi.problem(keepAlive(id, "ide", "PT1H", "too late"), 409, "conflict");
    }

    @Test
    void aWorkspaceGoesSomeTimeAfterItsSessionStoppedAndTheNextLifeBeginsEmpty(TestDatabase database) {
        String id = ada.awaitStatus(create("shop"), "running");
        ada.put(id, "kept.txt", SessionApi.bytes("work")).expectStatus().isCreated();
        ada.ask(id, "stop");
        ada.awaitStatus(id, "stopped");
        assertThat(ada.expiry(id).get("workspace_kept_until")).isNotNull();
        ada.file(id, "kept.txt").expectStatus().isOk();
        database.execute("update session set status_since = now() - interval '8 days',"
                + " used_at = now() - interval '8 days', due_at = now() where id = '" + id + "'");

        await().atMost(SessionApi.DEADLINE).until(() -> SessionApi.folders(DATA).isEmpty());

        await().atMost(SessionApi.DEADLINE)
                .untilAsserted(() ->
                        assertThat(ada.expiry(id).get("workspace_removed_at")).isNotNull());
        assertThat(ada.expiry(id).get("workspace_kept_until")).isNull();
        ada.file(id, "kept.txt").expectStatus().isNotFound();
        ada.ask(id, "start");
        ada.awaitStatus(id, "running");
        ada.file(id, "kept.txt").expectStatus().isNotFound();
        assertThat(ada.history(id).get(1).get("detail").toString()).contains("was removed");
        assertThat(ada.expiry(id).get("workspace_removed_at")).isNull();
    }

    private WebTestClient.ResponseSpec keepAlive(String id, String owner, String duration, String reason) {
        return keepAlive(ada, id, owner, duration, reason);
    }

    private static WebTestClient.ResponseSpec keepAlive(
            SessionApi who, String id, String owner, String duration, String reason) {
        return who.client()
                .put()
                .uri("/api/v1/sessions/{id}/keep-alive/{owner}", id, owner)
                .bodyValue(Map.of("reason", reason, "duration", duration))
                .exchange();
    }

    private WebTestClient.ResponseSpec giveBack(String id, String owner) {
        return ada.client()
                .delete()
                .uri("/api/v1/sessions/{id}/keep-alive/{owner}", id, owner)
                .exchange();
    }

    private String create(String project) {
        return ada.create(project).get("id").toString();
    }

    private static CloudEvent tell(TestEvents events, String subject, TrustEvent event) {
        return events.publish("/zero-trust-service", new OutboxEvent("trust", subject, 1, null, event));
    }
}
