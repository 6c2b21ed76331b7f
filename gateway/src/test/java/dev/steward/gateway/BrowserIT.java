package dev.steward.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What browsers are told. */
class BrowserIT extends Edge {

    private static final String PREFLIGHT = "Access-Control-Request-Method: POST";

    @Test
    void saysInEveryAnswerThatNothingMayBeDoneWithIt() {
        for (RawAnswer answer :
                List.of(edge().get("/api/v1/sessions", EdgeTokens.of("ann")), edge().get("/api/v1/nothing"))) {
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Content-Security-Policy"))
                    .isEqualTo("default-src 'none'; frame-ancestors 'none'");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.headers("Strict-Transport-Security")).isEmpty();
        }
    }

    @Test
    void leavesWhatAServiceSays() {
        SESSION.answers((_, response) ->
                response.header("Content-Security-Policy", "sandbox").sendString(Mono.just("")));

        assertThat(edge().get("/api/v1/sessions", EdgeTokens.of("ann")).headers("Content-Security-Policy"))
                .containsExactly("sandbox");
    }

    @Test
    void letsPagesOfTheConfiguredOriginIn() {
        RawAnswer asked = edge().send(
                        "OPTIONS",
                        "/api/v1/sessions",
                        List.of(
                                "Origin: https://app.test",
                                PREFLIGHT,
                                "Access-Control-Request-Headers: authorization, idempotency-key"),
                        new byte[0]);
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.header("Access-Control-Allow-Origin")).isEqualTo("https://app.test");
        assertThat(asked.header("Access-Control-Allow-Headers")).contains("authorization", "idempotency-key");
        assertThat(asked.headers("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(asked.headers("RateLimit")).isEmpty();

        RawAnswer answer = edge().get("/api/v1/sessions", EdgeTokens.of("ann"), "Origin: https://app.test");
        assertThat(answer.text()).isEqualTo("session-service");
        assertThat(answer.headers("Access-Control-Allow-Origin")).containsExactly("https://app.test");
        assertThat(answer.header("Access-Control-Expose-Headers")).contains("X-Trace-ID", "Location");
    }

    @Test
    void refusesPagesOfOthers() {
        RawAnswer asked = edge().send(
                        "OPTIONS", "/api/v1/sessions", List.of("Origin: https://evil.test", PREFLIGHT), new byte[0]);
        assertProblem(asked, 403, "forbidden");

        RawAnswer answer = edge().get("/api/v1/sessions", EdgeTokens.of("ann"), "Origin: https://evil.test");
        assertProblem(answer, 403, "forbidden");
        assertThat(answer.headers("Access-Control-Allow-Origin")).isEmpty();
        assertThat(SESSION.asked()).isEmpty();
    }
}
