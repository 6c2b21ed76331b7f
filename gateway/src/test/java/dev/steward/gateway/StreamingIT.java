package dev.steward.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Bodies pass as they come, in both directions. */
class StreamingIT extends Edge {

    @Test
    void passesABodyOnBeforeItIsWhole() throws Exception {
        AtomicLong arrived = new AtomicLong();
        SESSION.answers((request, response) -> request.receive()
                .doOnNext(buffer -> arrived.addAndGet(buffer.readableBytes()))
                .then(response.sendString(Mono.just("done")).then()));
        try (Socket socket = edge().connect()) {
            write(
                    socket,
                    "PUT /api/v1/sessions/1/files/a.bin HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 8\r\n"
                            + EdgeTokens.of("ann") + "\r\n\r\nhalf");
            await().until(() -> arrived.get() == 4);
            write(socket, "half");

            assertThat(RawHttp.read(socket).text()).isEqualTo("done");
        }
    }

    @Test
    void passesEventsOnAsTheyAreSent() throws Exception {
        Sinks.Many<String> events = Sinks.many().unicast().onBackpressureBuffer();
        SESSION.answers(
                (_, response) -> response.sse().sendString(events.asFlux().map(event -> "data: " + event + "\n\n")));
        try (Socket socket = edge().connect()) {
            write(socket, "GET /api/v1/sessions/1 HTTP/1.1\r\nHost: x\r\n" + EdgeTokens.of("ann") + "\r\n\r\n");
            var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String event : new String[] {"one", "two"}) {
                events.tryEmitNext(event).orThrow();
                assertThat(lines.lines()
                                .filter(line -> line.startsWith("data:"))
                                .findFirst())
                        .hasValue("data: " + event);
            }
        }
    }

    private static void write(Socket socket, String text) throws Exception {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }
}
