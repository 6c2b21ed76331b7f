package dev.steward.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class HeadersIT extends Edge {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-User-Id",
                "X-User",
                "x-user-roles",
                "X_User_Id",
                "X-Auth-Request-User",
                "X-Forwarded-User",
                "X-Forwarded-Port",
                "X-Forwarded-Prefix",
                "X-Real-IP",
                "Forwarded",
                "X-Original-URL",
                "X-Steward-Caller",
                "X-HTTP-Method-Override",
                "Proxy-Connection",
            })
    void stripsHeadersThatPretend(String name) {
        edge().get("/api/v1/sessions", EdgeTokens.of("ann"), name + ": root");

        assertThat(SESSION.lastAsked().headers().get(name)).isNull();
    }

    @Test
    void saysAnewWhereARequestCameFrom() {
        edge().from("127.0.0.9")
                .get(
                        "/api/v1/sessions",
                        EdgeTokens.of("ann"),
                        "X-Forwarded-For: 1.2.3.4",
                        "X-Forwarded-Proto: https",
                        "X-Forwarded-Host: evil.test");

        HttpHeaders headers = SESSION.lastAsked().headers();
        assertThat(headers.getAll("X-Forwarded-For")).containsExactly("127.0.0.9");
        assertThat(headers.getAll("X-Forwarded-Proto")).containsExactly("http");
        assertThat(headers.getAll("X-Forwarded-Host")).containsExactly("edge.test");
        assertThat(headers.getAll("Host")).containsExactly("127.0.0.1:" + SESSION.port());
    }

    @Test
    void keepsHopByHopHeadersToTheHop() {
        edge().send(
                        "GET /api/v1/sessions HTTP/1.1\r\nHost: edge.test\r\nConnection: close, X-Secret, X-Trace-ID\r\nX-Secret: 1\r\n"
                                + "Keep-Alive: timeout=5\r\nTE: trailers\r\nProxy-Authorization: Basic YTpi\r\nUpgrade: h2c\r\n"
                                + EdgeTokens.of("ann") + "\r\n\r\n",
                        new byte[0]);

        HttpHeaders headers = SESSION.lastAsked().headers();
        assertThat(headers.names())
                .isNotEmpty()
                .doesNotContain("X-Secret", "Keep-Alive", "TE", "Proxy-Authorization", "Upgrade", "Connection");
        assertThat(headers.get("X-Trace-ID")).isNotBlank();
    }

    @Test
    void passesTheTokenAndEverythingElseOn() {
        String token = EdgeTokens.of("ann");
        edge().get("/api/v1/sessions", token, "If-Match: \"7\"", "Idempotency-Key: k1", "Accept: application/json");

        HttpHeaders headers = SESSION.lastAsked().headers();
        assertThat("Authorization: " + headers.get("Authorization")).isEqualTo(token);
        assertThat(headers.get("If-Match")).isEqualTo("\"7\"");
        assertThat(headers.get("Idempotency-Key")).isEqualTo("k1");
        assertThat(headers.get("Accept")).isEqualTo("application/json");
    }

    @Test
    void takesATraceIdOverAndHandsItOn() {
        RawAnswer answer = edge().get("/api/v1/sessions", EdgeTokens.of("ann"), "X-Trace-ID: my.trace_1-a");

        assertThat(answer.headers("X-Trace-ID")).containsExactly("my.trace_1-a");
        assertThat(SESSION.lastAsked().headers().getAll("X-Trace-ID")).containsExactly("my.trace_1-a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "ä", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void replacesATraceIdThatIsNone(String traceId) {
        RawAnswer answer = edge().get("/api/v1/sessions", EdgeTokens.of("ann"), "X-Trace-ID: " + traceId);

        assertThat(answer.headers("X-Trace-ID")).singleElement().satisfies(id -> assertThat(id)
                .matches("[0-9a-f]{32}")
                .isEqualTo(SESSION.lastAsked().headers().get("X-Trace-ID")));
    }

    @Test
    void makesATraceIdOfThirtyTwoHexDigitsTheTraceOfTheService() {
        String id = "0af7651916cd43dd8448eb211c80319c";
        edge().get("/api/v1/sessions", EdgeTokens.of("ann"), "X-Trace-ID: " + id);

        assertThat(SESSION.lastAsked().headers().get("traceparent")).startsWith("00-" + id + "-");
    }

    @Test
    void passesTheHeadersOfTheAnswerOn() {
        SESSION.answers((_, response) -> response.status(201)
                .header("Location", "/api/v1/sessions/1")
                .header("ETag", "\"1\"")
                .header("Keep-Alive", "timeout=1")
                .sendString(Mono.just("{}")));

        RawAnswer answer = edge().send("POST", "/api/v1/sessions", List.of(EdgeTokens.of("ann")), "{}".getBytes());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo("/api/v1/sessions/1");
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(answer.headers("Keep-Alive")).isEmpty();
    }
}
