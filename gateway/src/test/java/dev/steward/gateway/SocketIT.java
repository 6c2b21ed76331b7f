package dev.steward.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.WebsocketServerSpec;

/** Sockets and streams through the gateway. */
@ExtendWith(OutputCaptureExtension.class)
class SocketIT extends Edge {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final WebsocketServerSpec SERVICE =
            WebsocketServerSpec.builder().protocols("steward").build();
    private static final String[] HANDSHAKE = {
        "Connection: Upgrade, close",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
    };

    @Test
    void passesMessagesBothWaysAndTheReasonOfTheEnd() {
        List<String> heard = new CopyOnWriteArrayList<>();
        Sinks.Empty<Void> enough = Sinks.empty();
        AtomicReference<HttpServerRequest> asked = new AtomicReference<>();
        SESSION.answers((request, response) -> {
            asked.set(request);
            return response.sendWebsocket(
                    (in, out) -> Mono.when(
                            in.receive().asString().doOnNext(text -> {
                                heard.add(text);
                                if (heard.size() == 2) {
                                    enough.tryEmitEmpty();
                                }
                            }),
                            out.sendString(Flux.just("one", "two"))
                                    .then(enough.asMono())
                                    .then(out.sendClose(4401, "unauthorized"))),
                    SERVICE);
        });
        String token = EdgeTokens.ISSUER.token("ann");
        List<String> told = new CopyOnWriteArrayList<>();
        Sinks.One<WebSocketCloseStatus> end = Sinks.one();
        Sinks.One<String> selected = Sinks.one();

        Disposable client = open(token)
                .handle((in, out) -> {
                    selected.tryEmitValue(in.selectedSubprotocol());
                    return Mono.when(
                            out.sendString(Flux.just("three", "four")),
                            in.receive().asString().doOnNext(told::add).then(),
                            in.receiveCloseStatus().doOnNext(end::tryEmitValue));
                })
                .subscribe(_ -> {}, end::tryEmitError, end::tryEmitEmpty);

        assertThat(selected.asMono().block(DEADLINE)).isEqualTo("steward");
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(List.of(told, heard))
                .containsExactly(List.of("one", "two"), List.of("three", "four")));
        assertThat(end.asMono().block(DEADLINE).code()).isEqualTo(4401);
        assertThat(asked.get().uri()).isEqualTo("/ws/logs/1?tail=5");
        HttpHeaders headers = asked.get().requestHeaders();
        assertThat(headers.getAll("Sec-WebSocket-Protocol")).containsExactly("steward,bearer." + token);
        assertThat(headers.getAll("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(headers.getAll("Sec-WebSocket-Key")).hasSize(1);
        assertThat(headers.get("X-User-Id")).isNull();
        client.dispose();
    }

    @ParameterizedTest
    @CsvSource({"404, not-found", "429, too-many-requests", "401, unauthorized", "503, service-unavailable"})
    void answersWhatTheServiceAnswersBeforeItOpensAnything(int status, String code) {
        String body = "{\"status\":%d,\"code\":\"%s\"}".formatted(status, code);
        SESSION.answers((request, response) -> SESSION.remember(request)
                .then(response.status(HttpResponseStatus.valueOf(status))
                        .header("Content-Type", "application/problem+json")
                        .header("Retry-After", "5")
                        .header("WWW-Authenticate", "Bearer")
                        .header("X-Inside", "secret")
                        .sendString(Mono.just(body))
                        .then()));

        for (int i = 0; i < 3; i++) {
            RawAnswer answer = handshake("/ws/logs/1", EdgeTokens.of("ann"));

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.text()).isEqualTo(body);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(answer.headers("X-Inside")).isEmpty();
            assertThat(answer.headers("X-Trace-ID")).hasSize(1);
        }
    }

    @Test
    void aServiceThatDoesNotAnswerTheHandshakeIsLate() {
        SESSION.answers((_, _) -> Mono.never());

        assertProblem(handshake("/ws/stats/1", EdgeTokens.of("ann")), 504, "gateway-timeout");
    }

    @Test
    void refusesHereWhoeverHasNoToken() {
        assertProblem(handshake("/ws/logs/1"), 401, "unauthorized");
        assertProblem(handshake("/ws/logs/1?token=" + EdgeTokens.ISSUER.token("ann")), 401, "unauthorized");
        assertProblem(handshake("/ws/logs/1", EdgeTokens.expired("ann")), 401, "unauthorized");
        assertProblem(handshake("/ws/nothing/1", EdgeTokens.of("ann")), 404, "not-found");
        assertThat(SESSION.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/ws/logs/1, true",
        "/ws/stats/1, true",
        "/api/v1/sessions/1/logs, true",
        "/api/v1/sessions/1, false",
        "/api/v1/sessions/1/events, false",
        "/api/v1/sessions, false",
        "/api/v1/jobs, false",
    })
    void leavesTheTokenOfASessionToItsServiceWhereItMayOpenSomething(String path, boolean passes) {
        RawAnswer answer = edge().get(path, "Authorization: Bearer sst_" + "A".repeat(43));

        assertThat(answer.status()).isEqualTo(passes ? 200 : 401);
        assertThat(answer.header("RateLimit-Policy")).contains("q=100;");
        assertThat(SESSION.asked()).hasSize(passes ? 1 : 0);
        if (passes) {
            assertThat(SESSION.lastAsked().headers().get("Authorization")).isEqualTo("Bearer sst_" + "A".repeat(43));
        }
        assertThat(JOB.asked()).isEmpty();
    }

    @Test
    void writesNoTokenIntoTheLog(CapturedOutput output) {
        String token = EdgeTokens.ISSUER.token("ann");
        SESSION.answers((_, response) -> response.sendWebsocket((in, out) -> out.sendClose(4404, "gone"), SERVICE));

        open(token).receive().then().block(DEADLINE);
        handshake("/ws/logs/1", "Sec-WebSocket-Protocol: steward, bearer.sst_secret");
        SESSION.answers((_, _) -> Mono.never());
        handshake("/ws/logs/1", "Sec-WebSocket-Protocol: steward, bearer." + token);

        assertThat(output.getAll()).doesNotContain(token).doesNotContain("sst_secret");
    }

    @Test
    void whatIsClosedOnOneSideIsClosedOnTheOther() {
        AtomicInteger open = new AtomicInteger();
        SESSION.answers((_, response) -> response.sendWebsocket(
                (in, out) -> Mono.fromRunnable(open::incrementAndGet)
                        .then(out.sendString(Mono.just("hello")).then())
                        .then(in.receive().then())
                        .doFinally(_ -> open.decrementAndGet()),
                SERVICE));
        for (int round = 0; round < 10; round++) {
            List<Disposable> clients = new ArrayList<>();
            List<String> told = new CopyOnWriteArrayList<>();
            IntStream.range(0, 20)
                    .forEach(_ -> clients.add(open(EdgeTokens.ISSUER.token("root", "admin"))
                            .receive()
                            .asString()
                            .doOnNext(told::add)
                            .subscribe()));
            await().atMost(DEADLINE).until(() -> told.size() == 20);
            assertThat(open.get()).isEqualTo(20);
            clients.forEach(Disposable::dispose);
            await().atMost(DEADLINE).until(() -> open.get() == 0);
        }
    }

    @Test
    void aStreamGoesOnForLongerThanAnAnswerMayTake() {
        SESSION.answers((_, response) -> response.sse()
                .sendString(Flux.interval(Duration.ofSeconds(1)).take(5).map(i -> "data: " + i + "\n\n")));

        String events = HttpClient.create()
                .headers(headers -> headers.set("Authorization", "Bearer " + EdgeTokens.ISSUER.token("ann")))
                .get()
                .uri("http://127.0.0.1:" + port() + "/api/v1/sessions/1/events")
                .responseContent()
                .aggregate()
                .asString()
                .block(DEADLINE);

        assertThat(events).isEqualTo("data: 0\n\ndata: 1\n\ndata: 2\n\ndata: 3\n\ndata: 4\n\n");
    }

    private HttpClient.WebsocketSender open(String token) {
        return HttpClient.create()
                .headers(headers -> headers.set("X-User-Id", "root"))
                .websocket(WebsocketClientSpec.builder()
                        .protocols("steward,bearer." + token)
                        .build())
                .uri("ws://127.0.0.1:" + port() + "/ws/logs/1?tail=5");
    }

    private RawAnswer handshake(String path, String... headers) {
        String head = "GET " + path + " HTTP/1.1\r\nHost: edge.test\r\n" + String.join("\r\n", HANDSHAKE) + "\r\n"
                + String.join("\r\n", headers)
                + (headers.length == 0 ? "\r\n" : "\r\n\r\n");
        return edge().send(head, new byte[0]);
    }
}
