package dev.steward.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.events.Topics;
import dev.steward.events.healing.RemediationRequested;
import dev.steward.events.healing.RemediationWithheld;
import dev.steward.events.session.SessionRemediationSucceeded;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.SuiteInfra;
import dev.steward.kit.testing.TestEvents;
import dev.steward.kit.testing.TestProjects;
import dev.steward.kit.testing.TestSecurity;
import dev.steward.kit.testing.TestTokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Broker and database come and go; sessions do not. */
@StewardIT
@Import(TestSecurity.class)
class OutageIT {

    private static final Path DATA = SessionApi.newDataFolder();

    @Autowired
    private TestTokens tokens;

    @Autowired
    private TestProjects projects;

    @LocalServerPort
    private int port;

    private SessionApi api;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("STEWARD_DATA_DIR", DATA::toString);
    }

    @BeforeEach
    void begin() {
        projects.put("shop", Map.of("ada", "developer"));
        api = new SessionApi(port, tokens.token("ada"));
    }

    @Test
    void withoutABrokerSessionsStartAndHealAndTellOfItLater(SuiteInfra infra, TestEvents events) throws IOException {
        infra.killKafka();
        List<String> ids = Stream.generate(() -> api.create("shop").get("id").toString())
                .limit(3)
                .toList();
        ids.forEach(id -> api.awaitStatus(id, "running"));
        ProcessHandle.of(SessionApi.server(DATA, ids.getFirst())).ifPresent(ProcessHandle::destroyForcibly);
        api.awaitStatus(ids.getFirst(), "crashed");
        api.awaitStatus(ids.getFirst(), "running");
        assertThat(api.history(ids.getFirst()))
                .filteredOn(step -> "no-decision".equals(step.get("reason")))
                .singleElement()
                .satisfies(step -> assertThat(step.get("detail").toString()).contains("Nobody decided"));

        infra.restartKafka();
        decideTooLate(events, ids.getFirst());
        ids.forEach(api::delete);
        await().atMost(SessionApi.DEADLINE).until(() -> SessionApi.folders(DATA).isEmpty());

        List<CloudEvent> all = events.await(Topics.SESSION_EVENTS, found -> ids.stream()
                .allMatch(id -> found.stream().anyMatch(event -> isLast(event, id))));
        for (String id : ids) {
            List<Long> sequences = all.stream()
                    .filter(event -> event.subject().equals(id))
                    .map(CloudEvent::sequence)
                    .toList();
            assertThat(sequences)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, sequences.size()).boxed().toList());
        }
    }

    @Test
    void withoutADatabaseThereIsAnswerNotHangAndItRecovers(SuiteInfra infra) {
        Map<String, Object> session = api.create("shop");
        String id = api.awaitStatus(session.get("id").toString(), "running");
        api.put(id, "index.html", SessionApi.bytes("up")).expectStatus().isCreated();

        infra.killPostgres();
        api.client()
                .get()
                .uri("/api/v1/sessions/" + id)
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .exists("Retry-After");
        assertThat(SessionApi.page(SessionApi.address(session))).isEqualTo("up");
        infra.restartPostgres();

        await().atMost(SessionApi.DEADLINE).ignoreExceptions().until(() -> {
            String next = api.create("shop").get("id").toString();
            return api.awaitStatus(next, "running").equals(next);
        });
        assertThat(api.get(id)).containsEntry("status", "running").containsEntry("crash_count", 0);
        deleteAll();
    }

    /** What the healer says when it hears of a crash at last; the session runs by then and goes on. */
    private void decideTooLate(TestEvents events, String id) {
        events.publish(
                "/self-healing-service",
                new OutboxEvent(
                        "remediation",
                        "remediation-1",
                        1,
                        "shop",
                        new RemediationRequested("remediation-1", "incident-1", "shop", "session", id, "restart", 1)));
        events.publish(
                "/self-healing-service",
                new OutboxEvent(
                        "incident",
                        "incident-1",
                        2,
                        "shop",
                        new RemediationWithheld("incident-1", "shop", "session", id, "restart", "crash-loop")));
        assertThat(events.await(SessionRemediationSucceeded.class, 1))
                .extracting(SessionRemediationSucceeded::sessionId)
                .containsExactly(id);
        assertThat(api.get(id)).containsEntry("status", "running").containsEntry("crash_count", 1);
        assertThat(api.history(id))
                .as("started twice and no more")
                .filteredOn(step -> "starting".equals(step.get("to")))
                .hasSize(2);
    }

    private void deleteAll() {
        List<?> items = (List<?>) api.client()
                .get()
                .uri("/api/v1/sessions?page_size=100")
                .exchange()
                .expectBody(SessionApi.OBJECT)
                .returnResult()
                .getResponseBody()
                .get("items");
        items.forEach(item -> api.delete(((Map<?, ?>) item).get("id").toString()));
        await().atMost(SessionApi.DEADLINE).until(() -> SessionApi.folders(DATA).isEmpty());
    }

    private static boolean isLast(CloudEvent event, String id) {
        return event.subject().equals(id) && event.type().equals("session.deleted.v1");
    }
}
