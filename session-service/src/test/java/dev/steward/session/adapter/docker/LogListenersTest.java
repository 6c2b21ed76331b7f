package dev.steward.session.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Against a server that follows logs without end, as an engine does. */
class LogListenersTest {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** More than a client has connections for requests. */
    private static final int LISTENERS = 80;

    private final AtomicInteger following = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Scheduler blocking = Schedulers.fromExecutorService(threads);
    private HttpServer server;
    private DockerEngine engine;

    @BeforeEach
    void begin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        engine = new DockerEngine(new DockerSettings(
                URI.create("tcp://127.0.0.1:" + server.getAddress().getPort()),
                "owner",
                20_000,
                20_100,
                "10.210.0.0/16",
                0,
                512,
                DockerSettings.Pull.NEVER,
                DEADLINE,
                DEADLINE,
                DEADLINE));
    }

    @AfterEach
    void end() {
        over.countDown();
        engine.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void holdNothingUpHoweverManyThereAre() {
        ContainerLog log = new ContainerLog(engine, blocking);
        List<Disposable> listening = new ArrayList<>();
        for (int i = 0; i < LISTENERS; i++) {
            listening.add(log.lines("container", 10, true).subscribe());
        }
        await().atMost(DEADLINE).until(() -> following.get() == LISTENERS);

        assertThat(log.lines("container", 10, false).collectList().block(DEADLINE))
                .isEmpty();
        assertThat(log.lastLines("container")).isEmpty();
        engine.ask(client -> client.pingCmd().exec());

        listening.forEach(Disposable::dispose);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        try {
            if (query.contains("follow=true") || query.contains("follow=1")) {
                following.incrementAndGet();
                over.await();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }
}
