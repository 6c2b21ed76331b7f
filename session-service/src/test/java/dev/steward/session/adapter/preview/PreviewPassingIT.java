package dev.steward.session.adapter.preview;

import static dev.steward.session.adapter.preview.PreviewServer.BEARER;
import static dev.steward.session.adapter.preview.PreviewServer.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.application.StreamSlots;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.WebsocketServerSpec;

/** What a session hears of its visitors, and they of it. Its time for an answer is 2 s. */
class PreviewPassingIT extends PreviewFixture {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final List<HttpHeaders> heard = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    PreviewPassingIT() {
        super(new PreviewServer(new StreamSlots(100, 100, 100), Duration.ofSeconds(2)));
    }

    @Test
    void tellsTheSessionNothingThatIsThePlatforms() throws IOException {
        server.answers((request, response) -> {
            hear(request);
            return response.addHeader("Set-Cookie", "steward_preview=evil; Path=/")
                    .addHeader("Set-Cookie", "mine=1; Domain=localhost; Path=/")
                    .header("Keep-Alive", "timeout=5")
                    .sendString(Mono.just("hi"));
        });

        String page = server.visit(
                "GET",
                session.id(),
                "/a//b/..;c?q=%7B%7D&r",
                BEARER,
                "Cookie: mine=1; steward_preview=" + TOKEN.text() + "; =steward_preview=x; __Host-steward_login=x",
                "X-Forwarded-For: 10.1.2.3",
                "X-Forwarded-User: root",
                "X-User-Id: root",
                "X-Steward-Caller: root",
                "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "X-Trace-ID: mine",
                "X-App: kept");

        HttpHeaders told = heard.getLast();
        assertThat(asked.getLast()).isEqualTo("GET /a//b/..;c?q=%7B%7D&r");
        assertThat(told.toString()).doesNotContain(TOKEN.text()).doesNotContain("root");
        assertThat(told.names())
                .doesNotContain("Authorization", "X-User-Id", "X-Steward-Caller", "traceparent", "X-Trace-ID");
        assertThat(told.getAll("Cookie")).containsExactly("mine=1");
        assertThat(told.get("X-App")).isEqualTo("kept");
        assertThat(told.getAll("X-Forwarded-For")).containsExactly("10.1.2.3");
        assertThat(told.get("X-Forwarded-Host")).isEqualTo(PreviewServer.HOST);
        assertThat(page)
                .containsIgnoringCase("set-cookie: steward_preview=" + TOKEN.text())
                .containsIgnoringCase("set-cookie: mine=1; Path=/\r\n")
                .containsIgnoringCase("x-trace-id: mine\r\n")
                .doesNotContain("evil")
                .doesNotContain("timeout=5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void passesBodiesThrough(String method) throws Exception {
        server.answers((request, response) -> {
            hear(request);
            return response.status(201).send(request.receive().retain());
        });
        String body = "x".repeat(3 << 20);

        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> echo = client.send(
                    HttpRequest.newBuilder(URI.create(
                                    "http://127.0.0.1:" + server.port() + "/preview/" + session.id() + "/echo"))
                            .header("Authorization", "Bearer " + TOKEN.text())
                            .timeout(DEADLINE)
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(echo.statusCode()).isEqualTo(201);
            assertThat(echo.body()).isEqualTo(body);
        }
        assertThat(asked.getLast()).isEqualTo(method + " /echo");
    }

    @Test
    void passesSocketsThrough() {
        server.answers((request, response) -> {
            hear(request);
            return response.sendWebsocket(
                    (in, out) -> out.sendString(in.receive().asString().map(text -> "echo " + text)),
                    WebsocketServerSpec.builder().protocols("vite-hmr").build());
        });

        List<String> texts = reactor.netty.http.client.HttpClient.newConnection()
                .headers(headers -> headers.set("Authorization", "Bearer " + TOKEN.text()))
                .websocket(WebsocketClientSpec.builder().protocols("vite-hmr").build())
                .uri("ws://127.0.0.1:" + server.port() + "/preview/" + session.id() + "/hmr")
                .handle((in, out) -> out.sendString(Flux.just("a", "b"))
                        .then()
                        .thenMany(in.receive().asString().take(2)))
                .collectList()
                .block(DEADLINE);

        assertThat(texts).isNotNull();
        assertThat(String.join(" ", texts)).isEqualTo("echo a echo b");
        assertThat(heard.getLast().contains("Authorization")).isFalse();
    }

    @Test
    void answersForASessionThatGivesNone() throws IOException {
        server.answers((_, _) -> Mono.never());
        assertProblem(504, "gateway-timeout");

        server.answers((_, response) ->
                response.withConnection(connection -> connection.channel().close()));
        assertProblem(502, "bad-gateway");

        server.end(session);
        assertProblem(502, "bad-gateway");
    }

    private void assertProblem(int status, String code) throws IOException {
        assertThat(server.visit("GET", session.id(), "/", BEARER))
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("application/problem+json", "\"code\":\"" + code + "\"", "\"trace_id\"");
    }

    private void hear(HttpServerRequest request) {
        heard.add(request.requestHeaders().copy());
        asked.add(request.method() + " " + request.uri());
    }
}
