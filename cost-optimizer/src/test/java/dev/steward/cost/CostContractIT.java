package dev.steward.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.contracts.openapi.OpenApi;
import dev.steward.contracts.pact.ConsumerPacts;
import dev.steward.contracts.pact.EventPact;
import dev.steward.contracts.pact.ProvidedEvents;
import dev.steward.contracts.pact.ProvidedHttp;
import dev.steward.contracts.pact.TrustPact;
import dev.steward.events.DomainEvent;
import dev.steward.events.Topics;
import dev.steward.events.job.JobUsageSampled;
import dev.steward.events.session.SessionUsageSampled;
import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** What this service needs of those whose usage it bills, and what the gateway needs of it. */
@StewardIT(properties = "steward.access.count-every=PT1S")
class CostContractIT {

    private static final String SERVICE = "cost-optimizer";
    private static final TrustPact TRUST = TrustPact.ofTokensAndProjects(SERVICE);
    private static final EventPact SESSIONS = EventPact.between(SERVICE, "session-service")
            .needs(
                    SessionUsageSampled.class,
                    "session_id",
                    "project_id",
                    "user_id",
                    "cpu_seconds",
                    "memory_gib_seconds",
                    "window_start",
                    "window_end");
    private static final EventPact JOBS = EventPact.between(SERVICE, "job-orchestrator")
            .needs(
                    JobUsageSampled.class,
                    "job_id",
                    "project_id",
                    "user_id",
                    "cpu_seconds",
                    "memory_gib_seconds",
                    "window_start",
                    "window_end");

    @LocalServerPort
    private int port;

    @Test
    void offersWhatIsDescribed(@Autowired ApplicationContext service) {
        OpenApi.holds(service, SERVICE, "Says what sessions and jobs have cost.");
    }

    @Test
    void billsWhatItIsToldAndAnswersAsTheGatewayNeeds(
            TestEvents events, TestDatabase database, @Autowired ApplicationContext service) {
        events.createTopics(Topics.SESSION_EVENTS, Topics.JOB_EVENTS);
        bill(events, database, SESSIONS, SessionUsageSampled.class, "session");
        bill(events, database, JOBS, JobUsageSampled.class, "job");
        TRUST.tell(events, port, "/api/v1/costs?group_by=project", Map.of("shop", Map.of("ada", "developer")));
        Map<String, String> member = Map.of("token", TRUST.tokens().token("ada"));
        ProvidedHttp.requireAsNeeded(
                SERVICE,
                port,
                Map.of(
                        "usage of a session", () -> member,
                        "a project with a member", () -> member,
                        "an operator", () -> Map.of("token", TRUST.tokens().token("root", "admin"))));
        ProvidedEvents.requireAsNeeded(SERVICE, events);
        ConsumerPacts.hold(service, SESSIONS, JOBS, TRUST.messages());
    }

    private static void bill(
            TestEvents events, TestDatabase database, EventPact told, Class<? extends DomainEvent> usage, String kind) {
        String id = UUID.randomUUID().toString();
        Instant now = Instant.now();
        events.send(told.record(
                usage,
                id,
                1,
                Map.of(
                        kind + "_id",
                        id,
                        "window_start",
                        now.minusSeconds(15).toString(),
                        "window_end",
                        now.toString())));

        await().atMost(Duration.ofSeconds(60))
                .until(() -> database.number("select count(*) from ledger_line where resource_id = '" + id + "'") == 1);
        assertThat(database.rows("select project_id from ledger_line where resource_id = '" + id + "'"))
                .containsExactly("shop");
    }
}
