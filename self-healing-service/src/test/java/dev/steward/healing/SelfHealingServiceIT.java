package dev.steward.healing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.steward.events.Topics;
import dev.steward.events.healing.IncidentEscalated;
import dev.steward.events.healing.IncidentOpened;
import dev.steward.events.healing.IncidentResolved;
import dev.steward.events.healing.RemediationRequested;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.TestEvents;
import dev.steward.kit.testing.TestProjects;
import dev.steward.kit.testing.TestSecurity;
import dev.steward.kit.testing.TestTokens;
import dev.steward.kit.testing.hostile.HostileTokenRequests;
import dev.steward.kit.testing.hostile.TokenForge;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;

@StewardIT(properties = "steward.healing.retry-delay=PT0.1S")
@AutoConfigureWebTestClient(timeout = "PT2M")
@Import(TestSecurity.class)
class SelfHealingServiceIT implements HostileTokenRequests {

    private static final ParameterizedTypeReference<List<String>> STRINGS = new ParameterizedTypeReference<>() {};

    @Autowired
    private WebTestClient http;

    @Autowired
    private TestTokens tokens;

    @LocalServerPort
    private int port;

    private TestSession session;

    @BeforeEach
    void session(TestEvents kafka, @Autowired TestProjects projects) {
        projects.put("alpha", Map.of("ada", "developer", "vic", "viewer"));
        projects.put("beta", Map.of("bob", "developer"));
        kafka.createTopics(Topics.SESSION_EVENTS);
        session = new TestSession(kafka, "alpha");
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String guardedPath() {
        return "/api/v1/incidents";
    }

    @Override
    public TokenForge forge() {
        return tokens.forge("ada");
    }

    @Test
    void crashIsHealedAndTheTimelineTellsHow() {
        session.startedOnRequest();
        session.crashed(2, Instant.now());
        RemediationRequested request = session.requests(1).getFirst();
        session.restarting(3, request.incidentId());
        session.started(4);
        List<CloudEvent> healing = session.healing(IncidentResolved.class, 1);
        session.remediationSucceeded(5, request.remediationId());

        assertThat(request.attempt()).isEqualTo(1);
        assertThat(healing)
                .extracting(CloudEvent::type)
                .containsExactly("incident.opened.v1", "remediation.requested.v1", "incident.resolved.v1");
        assertThat(healing).extracting(CloudEvent::sequence).containsExactly(1L, 2L, 3L);
        assertThat(healing).extracting(CloudEvent::subject).containsOnly(request.incidentId());

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> get("/api/v1/incidents/" + request.incidentId(), "ada")
                        .expectBody()
                        .jsonPath("$.timeline[*].type")
                        .value(STRINGS, types -> assertThat(types)
                                .containsExactly(
                                        "session.crashed.v1",
                                        "incident.opened.v1",
                                        "remediation.requested.v1",
                                        "session.restarting.v1",
                                        "session.started.v1",
                                        "incident.resolved.v1",
                                        "session.remediation-succeeded.v1")));
        get("/api/v1/incidents/" + request.incidentId(), "vic")
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("resolved")
                .jsonPath("$.resolution")
                .isEqualTo("restarted")
                .jsonPath("$.target_type")
                .isEqualTo("session")
                .jsonPath("$.target_id")
                .isEqualTo(session.id)
                .jsonPath("$.correlation_id")
                .isEqualTo(session.correlation)
                .jsonPath("$.resolved_at")
                .isNotEmpty()
                .jsonPath("$.remediations[0].status")
                .isEqualTo("succeeded")
                .jsonPath("$.timeline[0].source")
                .isEqualTo("/session-service")
                .jsonPath("$.timeline[0].sequence")
                .isEqualTo(2)
                .jsonPath("$.timeline[1].correlation_id")
                .isEqualTo(session.correlation);
    }

    @Test
    void duplicatesAndStaleEventsChangeNothing(TestEvents kafka) {
        CloudEvent crashed = session.crashed(5, Instant.now());
        CloudEvent stale = session.started(4);
        kafka.publish(Topics.SESSION_EVENTS, crashed);
        kafka.publish(Topics.SESSION_EVENTS, stale);
        CloudEvent deleted = session.deleted(6);
        session.healing(IncidentResolved.class, 1);
        kafka.publish(Topics.SESSION_EVENTS, crashed);
        kafka.publish(Topics.SESSION_EVENTS, deleted);
        session.started(3);
        CloudEvent late = session.crashed(2, Instant.now());

        List<CloudEvent> healing = session.healing(IncidentResolved.class, 2);
        assertThat(healing)
                .extracting(CloudEvent::type, CloudEvent::causationId)
                .containsExactlyInAnyOrder(
                        tuple("incident.opened.v1", crashed.id()),
                        tuple("remediation.requested.v1", crashed.id()),
                        tuple("incident.resolved.v1", deleted.id()),
                        tuple("incident.opened.v1", late.id()),
                        tuple("incident.resolved.v1", late.id()));
        incidents("target_id=" + session.id)
                .expectBody()
                .jsonPath("$.items[*].resolution")
                .value(STRINGS, all -> assertThat(all).containsExactly("superseded", "target-deleted"));
    }

    @Test
    void thirdCrashInTheWindowIsLeftToAPerson() {
        Instant first = Instant.now().minusSeconds(240);
        session.crashed(2, first);
        session.started(3);
        session.crashed(4, first.plusSeconds(100));
        session.started(5);
        session.crashed(6, first.plusSeconds(200));
        List<CloudEvent> healing = session.healing(IncidentEscalated.class, 1);

        assertThat(healing.stream().map(CloudEvent::type))
                .filteredOn(type -> type.equals("remediation.requested.v1"))
                .hasSize(2);
        String escalated = healing.stream()
                .filter(each -> each.type().equals("incident.escalated.v1"))
                .findFirst()
                .orElseThrow()
                .subject();
        assertThat(healing)
                .filteredOn(each -> each.subject().equals(escalated))
                .extracting(CloudEvent::type)
                .containsExactly("incident.opened.v1", "remediation.withheld.v1", "incident.escalated.v1");
        incidents("target_id=" + session.id + "&status=escalated")
                .expectBody()
                .jsonPath("$.total")
                .isEqualTo(1)
                .jsonPath("$.items[0].escalation_reason")
                .isEqualTo("crash-loop")
                .jsonPath("$.items[0].timeline")
                .doesNotExist();
        incidents("target_id=" + session.id).expectBody().jsonPath("$.total").isEqualTo(3);
    }

    @Test
    void failedAttemptsAreRepeatedWithinTheLimit() {
        session.crashed(2, Instant.now());
        for (int attempt = 1; attempt <= 3; attempt++) {
            RemediationRequested request = session.requests(attempt).getLast();
            assertThat(request.attempt()).isEqualTo(attempt);
            session.remediationFailed(2 + attempt, request.remediationId());
        }
        List<CloudEvent> healing = session.healing(IncidentEscalated.class, 1);

        assertThat(healing)
                .extracting(CloudEvent::type)
                .containsExactly(
                        "incident.opened.v1",
                        "remediation.requested.v1",
                        "remediation.requested.v1",
                        "remediation.requested.v1",
                        "remediation.withheld.v1",
                        "incident.escalated.v1");
        assertThat(healing).extracting(CloudEvent::sequence).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void crashWithoutASequenceIsParked(TestEvents kafka) {
        CloudEvent crashed = session.crashed(1, Instant.now());
        session.healing(IncidentOpened.class, 1);
        CloudEvent unnumbered = new CloudEvent(
                "unnumbered-" + session.id,
                crashed.source(),
                crashed.type(),
                crashed.subject(),
                crashed.time(),
                crashed.aggregateType(),
                null,
                crashed.projectId(),
                crashed.correlationId(),
                null,
                null,
                crashed.data());
        kafka.publish(Topics.SESSION_EVENTS, unnumbered);

        kafka.await(Topics.deadLetters("self-healing-service.sessions"), letters -> letters.contains(unnumbered));
        incidents("target_id=" + session.id).expectBody().jsonPath("$.total").isEqualTo(1);
    }

    @Test
    void onlyThoseWhoSeeTheProjectSeeItsIncidents() {
        session.crashed(1, Instant.now());
        String incident = session.requests(1).getFirst().incidentId();
        String path = "/api/v1/incidents/" + incident;

        get(path, "vic").expectStatus().isOk();
        get(path, "bob")
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("not-found");
        asOperator(path).expectStatus().isOk();
        http.get().uri(path).exchange().expectStatus().isUnauthorized();

        String mine = "/api/v1/incidents?target_id=" + session.id;
        get(mine, "ada").expectBody().jsonPath("$.total").isEqualTo(1);
        get(mine, "bob").expectBody().jsonPath("$.total").isEqualTo(0);
        asOperator(mine).expectBody().jsonPath("$.total").isEqualTo(1);
        get(mine + "&project_id=beta", "bob").expectBody().jsonPath("$.total").isEqualTo(0);
        get(mine + "&project_id=alpha", "bob").expectStatus().isNotFound();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/incidents/019a0000-0000-7000-8000-000000000000, 404",
        "/api/v1/incidents/no-uuid, 404",
        "/api/v1/incidents/%00, 404",
        "/api/v1/incidents?status=closed, 400",
        "/api/v1/incidents?status=, 400",
        "/api/v1/incidents?target_id=%00, 400",
        "/api/v1/incidents?project_id=No%20Slug, 400",
        "/api/v1/incidents?project_id=unknown, 404",
        "/api/v1/incidents?page=0, 400",
        "/api/v1/incidents?page_size=101, 400",
        "/api/v1/nothing, 404"
    })
    void answersWhatIsWrongAsAProblem(String path, int status) {
        get(path, "ada")
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody()
                .jsonPath("$.trace_id")
                .isNotEmpty();
    }

    private WebTestClient.ResponseSpec incidents(String query) {
        return get("/api/v1/incidents?" + query, "ada").expectStatus().isOk();
    }

    private WebTestClient.ResponseSpec get(String path, String user) {
        return exchange(path, tokens.token(user));
    }

    private WebTestClient.ResponseSpec asOperator(String path) {
        return exchange(path, tokens.token("oli", "operator"));
    }

    private WebTestClient.ResponseSpec exchange(String path, String token) {
        return http.get()
                .uri(base -> URI.create(base.build() + path))
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .exchange();
    }
}
