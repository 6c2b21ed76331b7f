package dev.steward.kit.passthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/** Clients of sockets that are there, and one that is not, although nothing says so. */
class SocketPulseIT {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger pongs = new AtomicInteger();
    private final DisposableServer upstream = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle((_, response) -> response.sendWebsocket((in, out) -> {
                open.incrementAndGet();
                return out.sendString(in.receiveFrames()
                                .doOnNext(frame -> pongs.addAndGet(frame instanceof PongWebSocketFrame ? 1 : 0))
                                .map(frame -> frame.content().toString(StandardCharsets.UTF_8)))
                        .then()
                        .doFinally(_ -> open.decrementAndGet());
            }))
            .bindNow();
    private final PassingServer server = new PassingServer(URI.create("http://127.0.0.1:" + upstream.port()));

    @AfterEach
    void end() {
        server.close();
        upstream.disposeNow();
    }

    @Test
    void whoeverAnswersNoPingIsCutOff() throws IOException {
        try (RawVisitor visitor = server.visitor()) {
            visitor.send("GET /s HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");

            assertThat(visitor.readAll()).startsWith("HTTP/1.1 101 ");
        }
        await().atMost(DEADLINE).until(() -> open.get() == 0);
    }

    @Test
    void whoeverAnswersPingsStaysAndTheServerBehindHearsNothingOfThem() {
        List<String> heard = new CopyOnWriteArrayList<>();
        Duration silence = PassingServer.PING.multipliedBy(8);

        HttpClient.newConnection()
                .websocket()
                .uri("ws://127.0.0.1:" + server.port() + "/s")
                .handle((in, out) -> Flux.merge(
                                in.receive().asString(),
                                out.sendString(Flux.just("one", "two").delayElements(silence))
                                        .then()
                                        .then(Mono.<String>never()))
                        .take(2)
                        .doOnNext(heard::add))
                .blockLast(DEADLINE);

        assertThat(String.join(" ", heard)).isEqualTo("one two");
        assertThat(pongs.get()).isZero();
    }
}
