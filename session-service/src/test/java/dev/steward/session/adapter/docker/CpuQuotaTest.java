package dev.steward.session.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.steward.session.domain.Given;
import dev.steward.session.domain.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Before an engine that answers every change of a container in the same way. */
class CpuQuotaTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration NOTHING_COMES = Duration.ofMillis(300);

    private final Session session = Given.pending();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private final DockerEngine engine;
    private volatile int status = 200;

    CpuQuotaTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        engine = new DockerEngine(new DockerSettings(
                URI.create("tcp://127.0.0.1:" + server.getAddress().getPort()),
                "test",
                20_000,
                20_001,
                "10.210.0.0/16",
                2_000,
                512,
                DockerSettings.Pull.NEVER,
                DEADLINE,
                DEADLINE,
                Duration.ofSeconds(1)));
    }

    @AfterEach
    void close() {
        engine.close();
        server.stop(0);
    }

    @Test
    void comesDownOnceToTheLimitOfTheSession() {
        CpuQuota cpu = new CpuQuota(engine, 2_000);
        assertThat(cpu.atStart(session)).isEqualTo(200_000);

        cpu.answered(session);
        await().atMost(DEADLINE).until(() -> asked.size() == 1);
        cpu.answered(session);

        nothingMoreThan(1);
        assertThat(asked.peek()).contains("\"CpuQuota\":100000").contains("\"CpuPeriod\":100000");
    }

    @Test
    void isTriedAgainWhenItFails() {
        status = 500;
        CpuQuota cpu = new CpuQuota(engine, 2_000);

        await().atMost(DEADLINE).until(() -> {
            cpu.answered(session);
            return asked.size() >= 2;
        });
    }

    @Test
    void isLeftAloneWhereTheEngineCannotChangeIt() {
        status = 409;
        CpuQuota cpu = new CpuQuota(engine, 2_000);

        cpu.answered(session);
        await().atMost(DEADLINE).until(() -> asked.size() == 1);
        cpu.answered(session);

        nothingMoreThan(1);
    }

    @Test
    void whoHasNoMoreAtTheStartIsNotChanged() {
        CpuQuota cpu = new CpuQuota(engine, 0);
        assertThat(cpu.atStart(session)).isEqualTo(100_000);

        cpu.answered(session);

        nothingMoreThan(0);
    }

    private void nothingMoreThan(int requests) {
        await().during(NOTHING_COMES).atMost(DEADLINE).until(() -> asked.size() == requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
