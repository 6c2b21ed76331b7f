package dev.steward.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.contracts.openapi.OpenApi;
import dev.steward.contracts.pact.ConsumerPacts;
import dev.steward.contracts.pact.EventPact;
import dev.steward.contracts.pact.ProvidedEvents;
import dev.steward.contracts.pact.ProvidedHttp;
import dev.steward.contracts.pact.TrustPact;
import dev.steward.events.Topics;
import dev.steward.events.healing.HealingEvent;
import dev.steward.events.healing.IncidentEscalated;
import dev.steward.events.healing.RemediationRequested;
import dev.steward.events.healing.RemediationWithheld;
import dev.steward.events.session.SessionCrashed;
import dev.steward.events.session.SessionRemediationFailed;
import dev.steward.events.session.SessionRemediationSucceeded;
import dev.steward.events.session.SessionStopped;
import dev.steward.events.trust.ProjectArchived;
import dev.steward.events.trust.UserDeleted;
import dev.steward.events.trust.UserDisabled;
import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.TestEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What this service needs of the healer, and what others need of it, with real processes. */
@StewardIT(properties = "steward.access.count-every=PT1S")
class SessionContractIT {

    private static final String SERVICE = "session-service";
    private static final TrustPact TRUST = TrustPact.ofTokensAndProjects(SERVICE);
    private static final Path DATA = SessionApi.newDataFolder();

    @LocalServerPort
    private int port;

    private SessionApi developer;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("STEWARD_DATA_DIR", DATA::toString);
    }

    @BeforeEach
    void begin(TestEvents events) {
        events.createTopics(Topics.HEALING_EVENTS, Topics.TRUST_EVENTS);
        TRUST.tell(
                events,
                port,
                "/api/v1/sessions",
                Map.of("shop", Map.of("ada", "developer", "bob", "developer"), "old", Map.of("ada", "developer")));
        developer = new SessionApi(port, TRUST.tokens().token("ada"));
    }

    @AfterEach
    void leavesNothingBehind() {
        sessions().forEach(developer::delete);
        await().atMost(SessionApi.DEADLINE).until(() -> SessionApi.folders(DATA).isEmpty());
    }

    @Test
    void offersWhatIsDescribed(@Autowired ApplicationContext service) {
        OpenApi.holds(service, SERVICE, "Keeps dev sessions alive, with their workspaces.");
    }

    @Test
    void doesWhatTheHealerDecidesAndTellsWhatOthersNeed(TestEvents events, @Autowired ApplicationContext service)
            throws IOException {
        EventPact healer = EventPact.between(SERVICE, "self-healing-service")
                .needs(
                        RemediationRequested.class,
                        "remediation_id",
                        "incident_id",
                        "project_id",
                        "target_type",
                        "target_id",
                        "action",
                        "attempt")
                .needs(
                        RemediationWithheld.class,
                        "incident_id",
                        "project_id",
                        "target_type",
                        "target_id",
                        "action",
                        "reason")
                .needs(IncidentEscalated.class, "incident_id", "project_id", "target_id", "reason");

        String healed = crashed(events, 1);
        decide(events, healer, RemediationRequested.class, Map.of("target_id", healed));
        developer.awaitStatus(healed, "running");
        assertThat(events.await(SessionRemediationSucceeded.class, 1))
                .extracting(SessionRemediationSucceeded::sessionId)
                .containsExactly(healed);
        decide(events, healer, RemediationRequested.class, Map.of("target_id", healed, "action", "dance"));
        assertThat(events.await(SessionRemediationFailed.class, 1))
                .extracting(SessionRemediationFailed::sessionId)
                .containsExactly(healed);
        String withheld = crashed(events, 2);
        decide(events, healer, RemediationWithheld.class, Map.of("target_id", withheld));
        developer.awaitStatus(withheld, "failed");
        String escalated = crashed(events, 3);
        decide(events, healer, IncidentEscalated.class, Map.of("target_id", escalated));
        developer.awaitStatus(escalated, "failed");
        EventPact trust = hearsOfProjectsAndUsers(events);
        ConsumerPacts.hold(service, healer, trust);

        ProcessHandle.of(SessionApi.shim(DATA, healed)).ifPresent(ProcessHandle::destroy);
        events.await(SessionStopped.class, 1);
        developer.awaitStatus(healed, "running");
        developer.delete(healed);
        ProvidedEvents.requireAsNeeded(SERVICE, events);
    }

    @Test
    void answersAsTheGatewayNeeds() {
        ProvidedHttp.requireAsNeeded(
                SERVICE,
                port,
                Map.of(
                        "a project with a member",
                                () -> Map.of("token", TRUST.tokens().token("ada")),
                        "a session", () -> Map.of("token", TRUST.tokens().token("ada"), "id", onlySession()),
                        "an operator", () -> Map.of("token", TRUST.tokens().token("root", "admin"))));
    }

    private EventPact hearsOfProjectsAndUsers(TestEvents events) {
        EventPact trust = TRUST.messages()
                .needs(ProjectArchived.class, "project_id")
                .needsOfAnyProject(UserDisabled.class, "user_id")
                .needsOfAnyProject(UserDeleted.class, "user_id");
        String archived = developer.create("old").get("id").toString();
        SessionApi bob = new SessionApi(port, TRUST.tokens().token("bob"));
        String bobs = bob.create("shop").get("id").toString();

        events.send(trust.record(ProjectArchived.class, "old", 2, Map.of("project_id", "old")));
        awaitDeleted(events, archived);
        events.send(trust.record(UserDisabled.class, "bob", 2, Map.of("user_id", "bob")));
        developer.awaitStatus(bobs, "stopped");
        events.send(trust.record(UserDeleted.class, "bob", 3, Map.of("user_id", "bob")));
        awaitDeleted(events, bobs);
        return trust;
    }

    private static void awaitDeleted(TestEvents events, String id) {
        events.await(Topics.SESSION_EVENTS, seen -> seen.stream()
                .anyMatch(event -> event.type().equals("session.deleted.v1")
                        && event.subject().equals(id)));
    }

    /** A session that crashed and that nobody has decided about. */
    private String crashed(TestEvents events, int crashes) throws IOException {
        String id = running();
        ProcessHandle.of(SessionApi.server(DATA, id)).ifPresent(ProcessHandle::destroyForcibly);
        assertThat(events.await(SessionCrashed.class, crashes))
                .extracting(SessionCrashed::sessionId)
                .contains(id);
        return id;
    }

    private static void decide(
            TestEvents events, EventPact healer, Class<? extends HealingEvent> decision, Map<String, String> about) {
        events.send(healer.record(decision, about.get("target_id"), 1, about));
    }

    private String onlySession() {
        sessions().forEach(developer::delete);
        return running();
    }

    private String running() {
        return developer.awaitStatus(developer.create("shop").get("id").toString(), "running");
    }

    private List<String> sessions() {
        Map<String, Object> page = developer
                .client()
                .get()
                .uri("/api/v1/sessions?page_size=100")
                .exchange()
                .expectBody(SessionApi.OBJECT)
                .returnResult()
                .getResponseBody();
        return ((List<?>) page.get("items"))
                .stream()
                        .map(session -> ((Map<?, ?>) session).get("id").toString())
                        .toList();
    }
}
