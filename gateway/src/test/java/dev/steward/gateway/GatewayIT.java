package dev.steward.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.steward.events.Topics;
import dev.steward.events.gateway.CircuitClosed;
import dev.steward.events.gateway.CircuitOpened;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.SuiteInfra;
import dev.steward.kit.testing.TestEvents;
import dev.steward.kit.testing.TestSecurity;
import dev.steward.kit.testing.TestTokens;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The gateway with its database and its broker, and without them. */
@StewardIT
@Import(TestSecurity.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GatewayIT {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Upstream SESSION = new Upstream("session-service");
    private static final int COST_PORT = Edge.unusedPort();

    @LocalServerPort
    private int port;

    @Autowired
    private TestTokens tokens;

    @DynamicPropertySource
    static void upstreams(DynamicPropertyRegistry registry) {
        registry.add("STEWARD_SESSION_URL", SESSION::url);
        registry.add("STEWARD_COST_URL", () -> "http://127.0.0.1:" + COST_PORT);
    }

    @Test
    @Order(1)
    void tellsOfCircuitsThatOpenAndClose(TestEvents events) {
        for (int i = 0; i < 10; i++) {
            assertThat(costs().status()).isEqualTo(503);
        }
        try (Upstream back = new Upstream("cost-optimizer", COST_PORT)) {
            await().atMost(DEADLINE).until(() -> costs().text().equals("cost-optimizer"));
            costs();
            costs();
            assertThat(back.asked()).extracting(Upstream.Asked::uri).contains("/health/ready");
            List<CloudEvent> told = events.await(Topics.GATEWAY_EVENTS, all -> all.size() >= 2);

            assertThat(told)
                    .extracting(CloudEvent::type, CloudEvent::source, CloudEvent::subject, CloudEvent::sequence)
                    .containsExactly(
                            tuple("circuit.opened.v1", "/gateway", "costs", 1L),
                            tuple("circuit.closed.v1", "/gateway", "costs", 2L));
            assertThat(events.await(CircuitOpened.class, 1))
                    .containsExactly(new CircuitOpened("costs", "cost-optimizer"));
            assertThat(events.await(CircuitClosed.class, 1))
                    .containsExactly(new CircuitClosed("costs", "cost-optimizer"));
        }
    }

    @Test
    @Order(2)
    void routesOnWhileItsDatabaseIsDown(SuiteInfra infra) {
        awaitReady("UP");
        infra.killPostgres();
        try {
            awaitReady("degraded");
            assertThat(sessions().text()).isEqualTo("session-service");
            assertThat(edge().get("/health").status()).isEqualTo(200);
        } finally {
            infra.restartPostgres();
        }
        awaitReady("UP");
    }

    @Test
    @Order(3)
    void routesOnWhileTheBrokerIsDown(SuiteInfra infra) {
        infra.killKafka();
        try {
            awaitReady("degraded");
            assertThat(sessions().text()).isEqualTo("session-service");
            assertThat(edge().get("/health").status()).isEqualTo(200);
        } finally {
            infra.restartKafka();
        }
    }

    private void awaitReady(String status) {
        await().atMost(DEADLINE).untilAsserted(() -> {
            RawAnswer ready = edge().get("/health/ready");
            assertThat(ready.status()).isEqualTo(200);
            assertThat(ready.json().get("status").asString()).isEqualToIgnoringCase(status);
        });
    }

    private RawAnswer costs() {
        return get("/api/v1/costs");
    }

    private RawAnswer sessions() {
        return get("/api/v1/sessions");
    }

    private RawAnswer get(String path) {
        return edge().get(path, "Authorization: Bearer " + tokens.token("root", "admin"));
    }

    private RawHttp edge() {
        return RawHttp.to(port);
    }
}
