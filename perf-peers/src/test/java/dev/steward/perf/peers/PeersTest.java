package dev.steward.perf.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;

class PeersTest {

    private HttpServer upstream;
    private URI address;

    @BeforeEach
    void answerWithWhatWasAsked() throws IOException {
        upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext("/", exchange -> {
            var asked = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(203, asked.length());
            try (var body = exchange.getResponseBody()) {
                body.write(asked.getBytes());
            }
        });
        upstream.start();
        address = URI.create("http://127.0.0.1:" + upstream.getAddress().getPort());
    }

    @AfterEach
    void end() {
        upstream.stop(0);
    }

    @Test
    void theBareProxyHandsOn() throws Exception {
        var proxy = BareProxy.start(0, address);
        try {
            assertHandsOn(proxy.port());
        } finally {
            proxy.disposeNow();
        }
    }

    @Test
    void theVanillaGatewayHandsOn() throws Exception {
        try (var gateway = (ReactiveWebServerApplicationContext) VanillaGateway.start(0, address)) {
            assertHandsOn(gateway.getWebServer().getPort());
        }
    }

    @Test
    void knowsNoOthers() {
        assertThatThrownBy(() -> Peers.main(new String[] {"apache", "1", "http://127.0.0.1:2"}))
                .hasMessage("There is no peer apache.");
    }

    private static void assertHandsOn(int port) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var target = URI.create("http://127.0.0.1:" + port + "/a/b?c=d");
            var read = client.send(HttpRequest.newBuilder(target).build(), BodyHandlers.ofString());
            assertThat(read.statusCode()).isEqualTo(203);
            assertThat(read.body()).isEqualTo("GET /a/b?c=d ");

            var put = HttpRequest.newBuilder(target)
                    .PUT(BodyPublishers.ofString("the body"))
                    .build();
            assertThat(client.send(put, BodyHandlers.ofString()).body()).isEqualTo("PUT /a/b?c=d the body");
        }
    }
}
