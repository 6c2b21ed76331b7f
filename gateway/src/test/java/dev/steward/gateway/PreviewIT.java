package dev.steward.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.gateway.apikeys.TestKeys;
import dev.steward.gateway.previews.PreviewListener;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.server.WebsocketServerSpec;

/** The listener of previews, in front of a session-service that does as it is told. Its time for an answer is 2 s. */
class PreviewIT extends Edge {

    private static final String ID = "01993bd0-6f00-7000-8000-00000000000a";
    private static final String HOST = ID + ".localhost:8090";
    private static final String[] HANDSHAKE = {
        "Upgrade: websocket",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13",
        "Connection: upgrade, close"
    };

    @Autowired
    private PreviewListener listener;

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/a//b/../c;v=1?q=%7C|{}&%zz", "/@vite/client?import&t=1", "/%2e%2e/x", "/api/v1/sessions"})
    void passesAnyPathOnAsItCame(String target) {
        assertThat(ask("GET", target).text()).isEqualTo("session-service");

        assertThat(SESSION.lastAsked().uri()).isEqualTo("/preview/" + ID + target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"})
    void passesAnyMethodOn(String method) {
        assertThat(ask(method, "/").status()).isEqualTo(200);

        assertThat(SESSION.lastAsked().method()).isEqualTo(method);
    }

    @Test
    void passesTheTokenOnAndSaysAnewWhereARequestCameFrom() {
        ask(
                "GET",
                "/",
                "Authorization: Bearer sst_x",
                "Cookie: a=b",
                "X-Forwarded-For: 1.2.3.4",
                "X-Forwarded-Host: evil.test",
                "X-Forwarded-Proto: https",
                "X-Steward-Preview: other",
                "Connection: close, X-Hop",
                "X-Hop: 1");

        HttpHeaders headers = SESSION.lastAsked().headers();
        assertThat(headers.getAll("Host")).containsExactly(HOST);
        assertThat(headers.get("Authorization")).isEqualTo("Bearer sst_x");
        assertThat(headers.get("Cookie")).isEqualTo("a=b");
        assertThat(headers.getAll("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(headers.getAll("X-Forwarded-Proto")).containsExactly("http");
        assertThat(headers.names()).doesNotContain("X-Forwarded-Host", "X-Steward-Preview", "X-Hop");
    }

    @Test
    void passesKeysOfTheSessionsOwnOnAndNoneOfTheSuite() {
        ask("GET", "/", "X-API-Key: of-the-app");
        assertThat(SESSION.lastAsked().headers().get("X-API-Key")).isEqualTo("of-the-app");

        ask("GET", "/", "x-api-key: " + TestKeys.key(1));
        assertThat(SESSION.lastAsked().headers().contains("X-API-Key")).isFalse();
    }

    @Test
    void passesBodiesOnAsTheyCome() throws Exception {
        AtomicLong arrived = new AtomicLong();
        SESSION.answers((request, response) -> request.receive()
                .doOnNext(buffer -> arrived.addAndGet(buffer.readableBytes()))
                .then(response.sendString(Mono.just("done")).then()));
        try (Socket socket = previews().connect()) {
            write(
                    socket,
                    "PUT /x HTTP/1.1\r\nHost: " + HOST + "\r\nConnection: close\r\nContent-Length: 8\r\n\r\nhalf");
            await().until(() -> arrived.get() == 4);
            write(socket, "half");

            assertThat(RawHttp.read(socket).text()).isEqualTo("done");
        }
        SESSION.answers((_, response) -> response.send(
                Flux.just("one", "two").map(text -> Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)), _ -> true));
        assertThat(ask("GET", "/").text()).isEqualTo("onetwo");
    }

    @Test
    void joinsSocketsWithTheSubprotocolOfTheServerBehind() {
        SESSION.answers((request, response) -> {
            assertThat(request.uri()).isEqualTo("/preview/" + ID + "/hmr?x=1");
            return response.sendWebsocket(
                    (in, out) -> out.sendString(in.receive().asString().map(text -> "echo " + text)),
                    WebsocketServerSpec.builder().protocols("vite-hmr").build());
        });

        List<String> heard = HttpClient.newConnection()
                .headers(headers -> headers.set("Host", HOST))
                .websocket(WebsocketClientSpec.builder()
                        .protocols("other,vite-hmr")
                        .build())
                .uri("ws://127.0.0.1:" + listener.port() + "/hmr?x=1")
                .handle((in, out) -> out.sendString(Flux.just("a", "b"))
                        .then()
                        .thenMany(in.receive().asString().take(2).startWith(String.valueOf(in.selectedSubprotocol()))))
                .collectList()
                .block(Duration.ofSeconds(20));

        assertThat(String.join(" ", heard)).isEqualTo("vite-hmr echo a echo b");
    }

    @Test
    void handsARefusedSocketOn() {
        SESSION.answers((_, response) -> response.status(429)
                .header("Content-Type", "application/problem+json")
                .header("Retry-After", "5")
                .sendString(Mono.just("{\"code\":\"too-many-requests\"}")));

        RawAnswer refused = ask("GET", "/", HANDSHAKE);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("5");
        assertThat(refused.json().get("code").asString()).isEqualTo("too-many-requests");
    }

    @Test
    void explainsARefusedSocketOfWhichNothingIsSaid() {
        SESSION.answers((_, response) -> response.status(403).send());
        assertProblem(ask("GET", "/", HANDSHAKE), 403, "forbidden");

        SESSION.answers((_, response) -> response.sendString(Mono.just("no socket")));
        assertProblem(ask("GET", "/", HANDSHAKE), 502, "bad-gateway");
    }

    @Test
    void refusesABodyOfWhichNoEndCanBeTold() {
        assertProblem(ask("POST", "/", "Transfer-Encoding: gzip, chunked"), 400, "bad-request");
        assertThat(SESSION.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "127.0.0.1:8090", "x.localhost", ID, ID + "0.localhost", "x." + ID + ".localhost"})
    void knowsNoOtherHosts(String host) {
        RawAnswer answer =
                previews().send("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n", new byte[0]);

        assertProblem(answer, 404, "not-found");
        assertThat(SESSION.asked()).isEmpty();
    }

    @Test
    void answersForASessionServiceThatDoesNot() {
        SESSION.answers((_, _) -> Mono.never());
        assertProblem(ask("GET", "/"), 504, "gateway-timeout");

        SESSION.answers((_, response) ->
                response.withConnection(connection -> connection.channel().close()));
        assertProblem(ask("POST", "/"), 502, "bad-gateway");

        SESSION.answers((_, response) -> response.header("Content-Length", "100")
                .sendString(Flux.concat(Mono.just("half"), Mono.error(new IllegalStateException("broke")))));
        assertThat(ask("GET", "/").complete()).isFalse();
    }

    /** Nothing a session serves may have the origin of the API. */
    @Test
    void isNotReachableThroughTheListenerOfTheApi() {
        for (String host : List.of("edge.test", HOST)) {
            RawAnswer answer = edge().send(
                            "GET /preview/" + ID + "/ HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
                                    + EdgeTokens.of("ann", "admin") + "\r\n\r\n",
                            new byte[0]);

            assertProblem(answer, 404, "not-found");
        }
        assertThat(SESSION.asked()).isEmpty();
    }

    private RawHttp previews() {
        return RawHttp.to(listener.port());
    }

    private RawAnswer ask(String method, String target, String... headers) {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: " + HOST + "\r\n");
        if (List.of(headers).stream().noneMatch(header -> header.startsWith("Connection:"))) {
            head.append("Connection: close\r\n");
        }
        List.of(headers).forEach(header -> head.append(header).append("\r\n"));
        return previews().send(head.append("\r\n").toString(), new byte[0]);
    }

    private static void write(Socket socket, String text) throws Exception {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }
}
