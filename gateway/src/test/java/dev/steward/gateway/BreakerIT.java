package dev.steward.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BreakerIT extends Edge {

    private static final String REPLAY = "/operations/self-healing-service/dead-letters/replay";

    @Test
    void opensARouteThatFailsAndLeavesTheOthersAlone() {
        AtomicInteger reached = new AtomicInteger();
        BROKEN.behaves(socket -> {
            reached.incrementAndGet();
            socket.setSoLinger(true, 0);
        });
        for (int i = 0; i < CALLS_TO_OPEN; i++) {
            assertProblem(post(REPLAY), 502, "bad-gateway");
        }

        RawAnswer refused = post(REPLAY);

        assertProblem(refused, 503, "service-unavailable");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(20, 30);
        assertThat(reached).hasValue(CALLS_TO_OPEN);
        assertProblem(edge().get("/api/v1/incidents", EdgeTokens.of("ann")), 502, "bad-gateway");
    }

    @Test
    void isNotOpenedByErrorsThatAServiceAnswers() {
        SESSION.answers((_, response) -> response.status(500).send());
        for (int i = 0; i < 2 * CALLS_TO_OPEN; i++) {
            assertThat(edge().get("/api/v1/sessions", EdgeTokens.of("ann")).status())
                    .isEqualTo(500);
        }
    }

    @Test
    void triesARouteAgainAsSoonAsTheAbsentServiceIsReady() {
        String path = "/api/v1/costs";
        for (int i = 0; i < CALLS_TO_OPEN; i++) {
            assertProblem(edge().get(path, EdgeTokens.of("ann")), 503, "service-unavailable");
        }

        try (Upstream back = new Upstream("cost-optimizer", ABSENT_PORT)) {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                            edge().get(path, EdgeTokens.of("ann")).text())
                    .isEqualTo("cost-optimizer"));
            assertThat(back.asked()).extracting(Upstream.Asked::uri).contains("/health/ready");
        }
    }

    private RawAnswer post(String path) {
        return edge().send("POST", path, List.of(EdgeTokens.of("olga", "operator")), "{}".getBytes());
    }
}
