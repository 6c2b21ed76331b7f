package dev.steward.session.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.exception.DockerException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.steward.session.domain.Given;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Before an engine of which only networks are left, and that takes its time to make one. */
class SessionNetworksTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final String session = Given.pending().id();
    private final Queue<String> done = new ConcurrentLinkedQueue<>();
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final DockerEngine engine;
    private final SessionNetworks networks;
    private volatile boolean there;
    private volatile boolean refuses;

    SessionNetworksTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
        engine = new DockerEngine(new DockerSettings(
                URI.create("tcp://127.0.0.1:" + server.getAddress().getPort()),
                "test",
                20_000,
                20_001,
                "10.210.0.0/16",
                0,
                512,
                DockerSettings.Pull.NEVER,
                DEADLINE,
                DEADLINE,
                Duration.ofSeconds(1)));
        networks = new SessionNetworks(engine, new Names("test"), SubnetRange.of("10.210.0.0/16"));
    }

    @AfterEach
    void close() {
        mayGoOn.countDown();
        engine.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void whoNeedsItWaitsForTheOneThatIsBeingMade() throws Exception {
        CompletableFuture<Void> begun = networks.make(session, 1);
        assertThat(networks.make(session, 1)).isSameAs(begun);
        mayGoOn.countDown();
        get(begun);

        get(networks.make(session, 1));

        assertThat(done).containsExactly("made");
    }

    @Test
    void aRemovalComesAfterWhatIsBeingMade() throws Exception {
        CompletableFuture<Void> begun = networks.make(session, 1);
        await().atMost(DEADLINE).until(() -> done.contains("asked"));
        Future<?> removal = threads.submit(() -> {
            networks.remove(session);
            return null;
        });
        assertThatThrownBy(() -> removal.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        mayGoOn.countDown();

        get(removal);

        assertThat(begun).isDone();
        assertThat(done).containsExactly("made", "removed");
        assertThat(there).isFalse();
    }

    @Test
    void oneThatCouldNotBeMadeIsTriedAgain() throws Exception {
        mayGoOn.countDown();
        refuses = true;
        assertThatThrownBy(() -> get(networks.make(session, 1)))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(DockerException.class);

        refuses = false;
        get(networks.make(session, 1));

        assertThat(there).isTrue();
    }

    private void answer(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "POST" -> make(exchange);
            case "DELETE" -> {
                there = false;
                done.add("removed");
                send(exchange, 204, "");
            }
            default -> send(exchange, 200, there ? "[{\"Id\":\"n1\",\"Name\":\"" + session + "\"}]" : "[]");
        }
    }

    private void make(HttpExchange exchange) throws IOException {
        done.add("asked");
        try {
            mayGoOn.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        done.remove("asked");
        if (refuses) {
            send(exchange, 500, "{\"message\":\"no\"}");
            return;
        }
        there = true;
        done.add("made");
        send(exchange, 201, "{\"Id\":\"n1\"}");
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private static void get(Future<?> future) throws Exception {
        future.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }
}
