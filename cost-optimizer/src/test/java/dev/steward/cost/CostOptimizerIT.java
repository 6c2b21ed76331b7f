package dev.steward.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.events.Topics;
import dev.steward.events.cost.PriceListActivated;
import dev.steward.events.job.JobUsageSampled;
import dev.steward.events.session.SessionUsageSampled;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import dev.steward.kit.testing.TestProjects;
import dev.steward.kit.testing.TestSecurity;
import dev.steward.kit.testing.TestTokens;
import dev.steward.kit.testing.hostile.HostileTokenRequests;
import dev.steward.kit.testing.hostile.TokenForge;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;

@StewardIT
@AutoConfigureWebTestClient(timeout = "PT2M")
@Import(TestSecurity.class)
class CostOptimizerIT implements HostileTokenRequests {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @Autowired
    private WebTestClient http;

    @Autowired
    private TestTokens tokens;

    @LocalServerPort
    private int port;

    private TestEvents kafka;
    private final Instant start = Instant.now().minusSeconds(600).truncatedTo(ChronoUnit.SECONDS);
    private final String session = UUID.randomUUID().toString();
    private final String project = "p-" + session.substring(0, 8);
    private final String user = "member-of-" + project;

    @BeforeEach
    void project(TestEvents kafka, @Autowired TestProjects projects) {
        this.kafka = kafka;
        projects.put(project, Map.of(user, "developer"));
        projects.put("other", Map.of("bob", "developer"));
        kafka.createTopics(Topics.SESSION_EVENTS);
        kafka.createTopics(Topics.JOB_EVENTS);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String guardedPath() {
        return "/api/v1/costs?group_by=project";
    }

    @Override
    public TokenForge forge() {
        return tokens.forge(user);
    }

    @Test
    void samplesOfSessionsAndJobsAreBilled(TestDatabase database) {
        sample(1, 0.75, 3.75, 0, 15); // 8.4375 + 4.6875 = 13.125
        sample(2, 2, 4, 15, 30); // 22.5 + 5 = 27.5
        String job = UUID.randomUUID().toString();
        kafka.publish(
                "/job-orchestrator",
                new OutboxEvent(
                        "job",
                        job,
                        3,
                        project,
                        new JobUsageSampled(job, project, "ada", 10, 0, start, start.plusSeconds(10))));
        awaitLines(database, 3);

        costs("group_by=session&project_id=" + project).expectBody().json("""
                        {"group_by": "session", "currency": "USD", "price_list_version": "2026-01",
                         "items": [{"key": "%s", "project_id": "%s", "cost_micros": 41, "lines": 2,
                                    "cpu_seconds": 2.75, "memory_gib_seconds": 7.75}],
                         "page": 1, "page_size": 20, "total": 1, "total_pages": 1,
                         "total_micros": 41, "total_lines": 2}""".formatted(session, project));
        costs("group_by=job&project_id=" + project)
                .expectBody()
                .jsonPath("$.items[0].key")
                .isEqualTo(job)
                .jsonPath("$.items[0].cost_micros")
                .isEqualTo(113);
        costs("group_by=project")
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].key")
                .isEqualTo(project)
                .jsonPath("$.total_micros")
                .isEqualTo(154);
        costs("group_by=session&project_id=" + project + "&from=" + start.plusSeconds(15))
                .expectBody()
                .jsonPath("$.total_micros")
                .isEqualTo(28);
        costs("group_by=session&project_id=" + project + "&to=" + start.plusSeconds(15))
                .expectBody()
                .jsonPath("$.total_micros")
                .isEqualTo(13);
    }

    @Test
    void noSecondIsBilledTwice(TestDatabase database) {
        CloudEvent first = sample(1, 1, 0, 0, 15);
        kafka.publish(Topics.SESSION_EVENTS, first);
        sample(2, 1, 0, 0, 15);
        sample(3, 1, 0, 14, 29);
        sample(4, 1, 0, -20, 40);
        sample(5, 1, 0, 15, 30);
        kafka.publish(Topics.SESSION_EVENTS, first);
        sample(6, 1, 0, 45, 60);
        sample(7, 1, 0, -15, 0);

        awaitLines(database, 4);
        assertThat(database.rows("select extract(epoch from window_start - timestamptz '" + start + "')::int"
                        + " from ledger_line where resource_id = '" + session + "' order by window_start"))
                .containsExactly("-15", "0", "15", "45");
    }

    @Test
    void windowsThatCannotBeAreParked(TestDatabase database) {
        CloudEvent empty = sample(1, 1, 1, 0, 0);
        CloudEvent tooLong = sample(2, 1, 1, -86_401, 0);
        CloudEvent tooOld = sample(3, 1, 1, -9 * 86_400, -9 * 86_400 + 15);
        CloudEvent future = sample(4, 1, 1, 86_000, 86_015);
        CloudEvent tooMuch = sample(5, 2e9, 1, 0, 15);
        sample(6, 1, 1, 15, 30);

        kafka.await(
                Topics.deadLetters("cost-optimizer.usage"),
                letters -> letters.containsAll(List.of(empty, tooLong, tooOld, future, tooMuch)));
        awaitLines(database, 1);
    }

    @Test
    void priceListIsAnnouncedOnceAndKeepsItsMeaning(
            @Autowired PriceListActivation activation,
            @Autowired DatabaseClient client,
            @Autowired Outbox outbox,
            @Autowired TransactionalOperator transaction,
            TestDatabase database) {
        activation.activate().block();
        PriceList next = new PriceList("2026-02", "USD", BigDecimal.ONE, BigDecimal.ONE);
        activate(next, client, outbox, transaction);
        activate(next, client, outbox, transaction);

        assertThat(kafka.await(PriceListActivated.class, 2))
                .containsExactlyInAnyOrder(
                        new PriceListActivated("2026-01", "USD"), new PriceListActivated("2026-02", "USD"));
        assertThatThrownBy(() -> activate(
                        new PriceList("2026-02", "USD", BigDecimal.ONE, BigDecimal.TWO), client, outbox, transaction))
                .hasMessageContaining("activated with other prices");
        assertThatThrownBy(() -> activate(
                        new PriceList("2026-03", "EUR", BigDecimal.ONE, BigDecimal.ONE), client, outbox, transaction))
                .hasMessageContaining("its currency is not USD");
        assertThat(database.rows("select version from price_list order by 1")).containsExactly("2026-01", "2026-02");
    }

    @Test
    void onlyVisibleProjectsAreSummed(TestDatabase database) {
        sample(1, 1, 0, 0, 15);
        awaitLines(database, 1);

        get("/api/v1/costs?group_by=project", tokens.token("bob"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.total_lines")
                .isEqualTo(0)
                .jsonPath("$.items")
                .isEmpty();
        get("/api/v1/costs?group_by=project&project_id=" + project, tokens.token("bob"))
                .expectStatus()
                .isNotFound();
        get("/api/v1/costs?group_by=project&project_id=" + project, tokens.token("oli", "operator"))
                .expectBody()
                .jsonPath("$.total_lines")
                .isEqualTo(1);
        http.get()
                .uri("/api/v1/costs?group_by=project")
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @ParameterizedTest
    @CsvSource({
        "group_by=user, 400",
        "group_by=, 400",
        "page=1, 400",
        "group_by=project&from=yesterday, 400",
        "group_by=project&to=%00, 400",
        "group_by=project&page=0, 400",
        "group_by=project&project_id=No%20Slug, 400",
        "group_by=project&project_id=unknown, 404"
    })
    void answersWhatIsWrongAsAProblem(String query, int status) {
        get("/api/v1/costs?" + query, tokens.token(user))
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType("application/problem+json");
    }

    private CloudEvent sample(long sequence, double cpu, double memory, long from, long to) {
        return kafka.publish(
                "/session-service",
                new OutboxEvent(
                        "session",
                        session,
                        sequence,
                        project,
                        new SessionUsageSampled(
                                session,
                                project,
                                "ada",
                                cpu,
                                memory,
                                null,
                                null,
                                start.plusSeconds(from),
                                start.plusSeconds(to))));
    }

    private void awaitLines(TestDatabase database, int lines) {
        await().atMost(DEADLINE)
                .until(() -> database.number("select count(*) from ledger_line where project_id = '" + project + "'")
                        == lines);
    }

    private static void activate(
            PriceList prices, DatabaseClient database, Outbox outbox, TransactionalOperator transaction) {
        new PriceListActivation(prices, database, outbox, transaction, Clock.systemUTC())
                .activate()
                .block();
    }

    private WebTestClient.ResponseSpec costs(String query) {
        return get("/api/v1/costs?" + query, tokens.token(user)).expectStatus().isOk();
    }

    private WebTestClient.ResponseSpec get(String path, String token) {
        return http.get()
                .uri(base -> URI.create(base.build() + path))
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .exchange();
    }
}
