package dev.steward.session.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServicePageTest {

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 404, 500})
    void takesAnyAnswer(int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try (ServicePage page = new ServicePage()) {
            assertThat(page.answers(address(server.getAddress().getPort()))).isTrue();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void takesNoSilenceForAnAnswer() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServicePage page = new ServicePage()) {
            assertThat(page.answers(address(silent.getLocalPort()))).isFalse();
        }
    }

    @Test
    void takesNoClosedDoorForAnAnswer() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        try (ServicePage page = new ServicePage()) {
            assertThat(page.answers(address(port))).isFalse();
        }
    }

    private static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
