package dev.steward.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.devstack.EventLog.Entry;
import dev.steward.devstack.demo.Api;
import dev.steward.devstack.suite.PartState;
import dev.steward.devstack.suite.SuiteService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(WithSuite.class)
class KafkaOutageIT {
    private static final Duration OUTAGE = Duration.ofSeconds(30);
    private static final String COSTS = "/api/v1/costs?group_by=session&project_id=outage";

    @Test
    void acceptsEveryRequestAndDeliversEveryEventAfterwards(SuiteUnderTest suite) throws Exception {
        var admin = suite.api().loginAs("admin", suite.adminPassword());
        admin.post("/api/v1/projects", Map.of("project_id", "outage", "name", "Outage"), 201);
        var sessions = new ArrayList<String>();
        sessions.add(create(admin));

        suite.faults().kill("kafka");
        long broker = Broker.freezeNext(suite);
        long killed = System.nanoTime();
        try {
            suite.faults().kill(SuiteService.COST.module());
            Awaitility.await()
                    .pollInterval(Duration.ofSeconds(5))
                    .atMost(SuiteUnderTest.PATIENCE)
                    .until(() -> {
                        sessions.add(create(admin));
                        return System.nanoTime() - killed > OUTAGE.toNanos();
                    });
            suite.awaitReady(SuiteService.COST.module());
            assertThat(admin.ask("/api/v1/costs?group_by=project").status())
                    .as("cost-optimizer came up from its trust snapshot")
                    .isEqualTo(200);
            assertThat(suite.part("kafka").state()).as("Kafka").isEqualTo(PartState.RESTARTING);
        } finally {
            Signals.send("CONT", broker);
        }
        suite.awaitReady("kafka");

        Awaitility.await("every session has started and been billed")
                .atMost(SuiteUnderTest.PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertDelivered(EventLog.read(suite, "session.events"), sessions, admin));
    }

    private static void assertDelivered(List<Entry> log, List<String> sessions, Api admin) {
        var costs = admin.get(COSTS).path("items");
        for (var session : sessions) {
            var events = log.stream()
                    .filter(event -> event.subject().equals(session))
                    .distinct()
                    .toList();
            assertThat(events)
                    .extracting(Entry::sequence)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, events.size()).boxed().toList());
            assertThat(events).extracting(Entry::type).contains("session.requested.v1", "session.started.v1");
            long samples = events.stream()
                    .filter(event -> event.type().equals("session.usage-sampled.v1"))
                    .count();
            assertThat(samples).isPositive();
            assertThat(lines(costs, session)).as("ledger lines of %s", session).isEqualTo(samples);
        }
    }

    private static long lines(JsonNode costs, String session) {
        return costs.valueStream()
                .filter(item -> item.path("key").asString().equals(session))
                .findFirst()
                .map(item -> item.path("lines").asLong())
                .orElse(0L);
    }

    private static String create(Api admin) {
        return admin.post("/api/v1/sessions", Map.of("project_id", "outage"), 201)
                .path("id")
                .asString();
    }
}
