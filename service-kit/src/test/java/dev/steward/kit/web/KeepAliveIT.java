package dev.steward.kit.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Pins a version of the HTTP server that keeps reading a connection; Reactor Netty 1.3.6 and 1.3.7 can stop. */
class KeepAliveIT {

    @Test
    void connectionIsReadAfterRequestsThatHadToQueue() throws IOException {
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.get(
                                "/slow",
                                (_, response) -> response.sendString(
                                        Mono.delay(Duration.ofMillis(50)).thenReturn("slow")))
                        .get("/quick", (_, response) -> response.sendString(Mono.just("quick"))))
                .bindNow();
        try (Socket socket = new Socket(server.host(), server.port())) {
            socket.setSoTimeout(20_000);
            var answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            send(socket, request("/slow") + request("/quick"));
            assertThat(status(answers)).contains("200");
            assertThat(status(answers)).contains("200");

            send(socket, request("/quick"));

            assertThat(status(answers)).contains("200");
        } finally {
            server.disposeNow();
        }
    }

    private static String request(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n";
    }

    private static void send(Socket socket, String requests) throws IOException {
        socket.getOutputStream().write(requests.getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }

    /** The next status line; skips what is left of the answer before. */
    private static String status(BufferedReader answers) throws IOException {
        String line = answers.readLine();
        while (!line.contains("HTTP/1.1 ")) {
            line = answers.readLine();
        }
        return line;
    }
}
