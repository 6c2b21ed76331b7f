package dev.steward.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.events.session.SessionDeleted;
import dev.steward.events.trust.ProjectArchived;
import dev.steward.events.trust.TrustEvent;
import dev.steward.events.trust.UserDeleted;
import dev.steward.events.trust.UserDisabled;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
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
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** How long sessions and what they leave live, with real processes. The test is zero-trust-service. */
@StewardIT
@Import(TestSecurity.class)
class LifetimeIT {

    private static final Path DATA = SessionApi.newDataFolder();

    @Autowired
    private TestTokens tokens;

    @Autowired
    private TestProjects projects;

    @LocalServerPort
    private int port;

    private SessionApi ada;
    private SessionApi operator;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("STEWARD_DATA_DIR", DATA::toString);
        registry.add("steward.session.pass-interval", () -> "PT0.1S");
    }

    @BeforeEach
    void begin() {
        projects.put("shop", Map.of("ada", "developer", "bob", "developer"));
        projects.put("old", Map.of("ada", "developer"));
        ada = new SessionApi(port, tokens.token("ada"));
        operator = new SessionApi(port, tokens.token("root", "admin"));
    }

    @AfterEach
    void leavesNothingBehind() {
        Map<String, Object> page = operator.client()
                .get()
                .uri("/api/v1/sessions?page_size=100")
                .exchange()
                .expectBody(SessionApi.OBJECT)
                .returnResult()
                .getResponseBody();
        ((List<?>) page.get("items"))
                .forEach(session ->
                        operator.delete(((Map<?, ?>) session).get("id").toString()));
        await().atMost(SessionApi.DEADLINE).until(() -> SessionApi.folders(DATA).isEmpty());
    }

    @Test
    void theSessionsOfAnArchivedProjectGoWithAllTheyHave(TestEvents events, TestDatabase database) {
        String running = ada.awaitStatus(create("old"), "running");
        String stopped = ada.awaitStatus(create("old"), "running");
        ada.ask(stopped, "stop");
        ada.awaitStatus(stopped, "stopped");
        String other = ada.awaitStatus(create("shop"), "running");

        CloudEvent told = tell(events, "old", new ProjectArchived("old"));
        events.publish("trust.events", told);

        assertThat(events.await(SessionDeleted.class, 2))
                .extracting(SessionDeleted::sessionId)
                .contains(running, stopped);
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
        create("late");

        projects.archive("late");

        await().atMost(SessionApi.DEADLINE).until(() -> SessionApi.folders(DATA).isEmpty());
    }

    @Test
    void aDisabledUserHasNothingThatRunsAndADeletedOneNothing(TestEvents events) {
        SessionApi bob = new SessionApi(port, tokens.token("bob"));
        String hers = ada.awaitStatus(create("shop"), "running");
        String his = bob.awaitStatus(bob.create("shop").get("id").toString(), "running");

        tell(events, "bob", new UserDisabled("bob"));

        bob.awaitStatus(his, "stopped");
        assertThat(ada.get(his)).containsEntry("reason", "user-disabled");
        assertThat(ada.get(hers)).containsEntry("status", "running");
        tell(events, "bob", new UserDeleted("bob"));
        await().atMost(SessionApi.DEADLINE).untilAsserted(() -> assertThat(SessionApi.folders(DATA))
                .extracting(folder -> folder.getFileName().toString())
                .containsExactly(hers));
    }

    private String create(String project) {
        return ada.create(project).get("id").toString();
    }

    private static CloudEvent tell(TestEvents events, String subject, TrustEvent event) {
        return events.publish("/zero-trust-service", new OutboxEvent("trust", subject, 1, null, event));
    }
}
