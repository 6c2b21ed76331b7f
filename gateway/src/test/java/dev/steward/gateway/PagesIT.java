package dev.steward.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** What the gateway shows people, with neither database nor broker. */
@ExtendWith(OutputCaptureExtension.class)
class PagesIT extends Edge {

    private static final Pattern FROM_ELSEWHERE = Pattern.compile("(?:src|href)=\"(?!/|#)");

    @Test
    void tellsEverybodyWhetherServicesAreUpAndOthersWhy() {
        JOB.answers((request, response) -> {
            String answer = request.uri().equals("/health/ready")
                    ? "{\"status\":\"degraded\"}"
                    : "steward_outbox_depth 4.0\nsteward_inbox_lag{group=\"job.x\"} 2.0\n";
            return response.status(HttpStatus.OK.value())
                    .sendString(Mono.just(answer))
                    .then();
        });
        JsonNode details = Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .until(
                        () -> service(
                                edge().get("/api/v1/status", EdgeTokens.of("root", "admin"))
                                        .json(),
                                "job-orchestrator"),
                        job -> job.get("state").asString().equals("degraded"))
                .get("details");
        assertThat(details.get("outbox_depth").asInt()).isEqualTo(4);
        assertThat(details.at("/consumer_lag/job.x").asInt()).isEqualTo(2);
        assertThat(details.at("/instances/0/address").asString()).isEqualTo(JOB.url());

        RawAnswer known = edge().get("/api/v1/status", EdgeTokens.of("root", "operator"));
        JsonNode costs = service(known.json(), "cost-optimizer");
        assertThat(costs.get("state").asString()).isEqualTo("down");
        assertThat(costs.at("/details/outbox_depth").isNull()).isTrue();
        assertThat(service(known.json(), "gateway").get("state").asString()).isNotEqualTo("up");
        assertThat(known.json().get("state").asString()).isEqualTo("down");

        for (RawAnswer plain :
                List.of(edge().get("/api/v1/status"), edge().get("/api/v1/status", EdgeTokens.of("ann")))) {
            assertThat(plain.status()).isEqualTo(200);
            assertThat(service(plain.json(), "cost-optimizer").get("details").isNull())
                    .isTrue();
            assertThat(plain.text()).doesNotContain("127.0.0.1");
        }
    }

    @Test
    void showsTheStateToPeople() {
        RawAnswer page = edge().get("/api/v1/status", "Accept: text/html,application/xhtml+xml,*/*;q=0.8");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'", "script-src 'self'");
        assertThat(page.text()).contains("cost-optimizer", "</html>").doesNotContainPattern(FROM_ELSEWHERE);
    }

    @Test
    void showsTheApiAndLoadsNothingFromElsewhere() {
        RawAnswer page = edge().get("/docs");

        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'", "connect-src 'self'");
        assertThat(page.text())
                .contains("swagger")
                .doesNotContainPattern(FROM_ELSEWHERE)
                .doesNotContain("<script>");
        Pattern.compile("(?:src|href)=\"(/docs/[^\"]+)\"")
                .matcher(page.text())
                .results()
                .map(found -> found.group(1))
                .forEach(file -> {
                    RawAnswer answer = edge().get(file);
                    assertThat(answer.status()).as(file).isEqualTo(200);
                    assertThat(answer.complete()).as(file).isTrue();
                });
        assertThat(edge().get("/docs/openapi.json").json().get("openapi").asString())
                .startsWith("3.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/",
                "/docs/assets/index.html",
                "/docs/assets/asyncapi.yaml",
                "/docs/openapi/gateway.yaml",
                "/docs/assets/swagger-initializer.js",
                "/webjars/swagger-ui/5.32.6/index.html",
                "/index.html",
            })
    void hasNothingElse(String path) {
        assertProblem(edge().get(path), 404, "not-found");
    }

    @Test
    void tellsNoEventsWithoutABroker() {
        assertProblem(
                edge().get("/api/v1/events", EdgeTokens.of("root", "admin"), "Accept: text/event-stream"),
                503,
                "service-unavailable");
    }

    @Test
    void logsWhoAskedForWhatAndHowThatEnded(CapturedOutput output) {
        edge().get("/api/v1/users?x=hush", EdgeTokens.of("curious"), "X-Trace-ID: logged-1");

        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> output.getOut()
                .lines()
                .anyMatch(line -> line.contains("logged-1") && line.contains("\"duration_ms\"")));
        String line = output.getOut()
                .lines()
                .filter(each -> each.contains("logged-1") && each.contains("\"duration_ms\""))
                .findFirst()
                .orElseThrow();
        assertThat(line)
                .startsWith("{")
                .contains(
                        "\"method\":\"GET\"",
                        "\"route\":\"identity\"",
                        "\"status\":403",
                        "\"caller\":\"curious\"",
                        "\"decision_id\":\"")
                .doesNotContain("hush", "\"cut\"", "Bearer", "/api/v1/users");
    }

    private static JsonNode service(JsonNode status, String name) {
        return status.get("services")
                .valueStream()
                .filter(each -> each.get("service").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
