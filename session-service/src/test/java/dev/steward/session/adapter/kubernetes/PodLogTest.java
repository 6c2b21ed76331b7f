package dev.steward.session.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;

/** Against a server whose answer goes on, as that of a node does. */
class PodLogTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final BlockingQueue<String> printed = new LinkedBlockingQueue<>();
    private final CountDownLatch connectionLost = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;
    private KubernetesClient client;
    private PodLog log;
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private volatile int refusal;
    private volatile String phase = "";

    @BeforeEach
    void begin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
        log = new PodLog(client, Schedulers.boundedElastic());
    }

    @AfterEach
    void end() {
        client.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void followsUntilThereIsNoMore() throws Exception {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        CountDownLatch over = new CountDownLatch(1);
        printed.add("one\n");
        log.lines("shop", "pod", 10, true).doFinally(_ -> over.countDown()).subscribe(seen::add);
        await().atMost(DEADLINE).until(() -> seen.contains("one"));

        printed.add("two\nthr");
        await().atMost(DEADLINE).until(() -> seen.contains("two"));
        assertThat(over.getCount()).isEqualTo(1);
        printed.add("ee");
        printed.add("");

        assertThat(over.await(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(seen).containsExactly("one", "two", "three");
    }

    /** Nodes and proxies end connections that go on for long. */
    @Test
    void followsAgainWhileThePodLives() throws Exception {
        phase = "Running";
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        CountDownLatch over = new CountDownLatch(1);
        printed.add("2026-03-01T10:00:00.1Z one\n2026-03-01T10:00:01.5Z two\n2026-03-01T10:00:01.5Z two\n");
        log.lines("shop", "pod", 10, true).doFinally(_ -> over.countDown()).subscribe(seen::add);
        await().atMost(DEADLINE).until(() -> seen.size() == 3);

        printed.add("2026-03-01T10:00:02Z bro");
        printed.add("");
        printed.add("2026-03-01T10:00:01.2Z before\n2026-03-01T10:00:01.5Z two\n2026-03-01T10:00:01.5Z two\n");
        printed.add("2026-03-01T10:00:01.5Z two\n2026-03-01T10:00:02Z broken off\n");
        await().atMost(DEADLINE).until(() -> seen.contains("broken off"));
        phase = "Succeeded";
        printed.add("");
        printed.add("2026-03-01T10:00:02Z broken off\n2026-03-01T10:00:03Z last\n2026-03-01T10:00:04Z words");
        printed.add("");

        assertThat(over.await(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(seen).containsExactly("one", "two", "two", "two", "broken off", "last", "words");
        assertThat(asked).hasSize(3);
        assertThat(asked.peek()).contains("tailLines=10").doesNotContain("sinceTime");
        assertThat(asked.stream().skip(1).toList())
                .allSatisfy(query -> assertThat(query).doesNotContain("tailLines"))
                .extracting(query -> query.replaceAll(".*sinceTime=([^&]*).*", "$1"))
                .containsExactly("2026-03-01T10:00:01Z", "2026-03-01T10:00:02Z");
    }

    @Test
    void followsOnWhenTheClusterWasAwayForAWhile() throws Exception {
        phase = "Running";
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        printed.add("2026-03-01T10:00:00Z one\n");
        Disposable listening = log.lines("shop", "pod", 10, true).subscribe(seen::add);
        await().atMost(DEADLINE).until(() -> seen.size() == 1);

        refusal = 500;
        printed.add("");
        await().atMost(DEADLINE).until(() -> asked.size() >= 2);
        refusal = 0;
        printed.add("2026-03-01T10:00:00Z one\n2026-03-01T10:00:01Z two\n");

        await().atMost(DEADLINE).until(() -> seen.size() == 2);
        assertThat(seen).containsExactly("one", "two");
        listening.dispose();
    }

    @Test
    void hangsUpWhenNobodyListensAnyMore() throws Exception {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        printed.add("one\n");
        Disposable listening = log.lines("shop", "pod", 10, true).subscribe(seen::add);
        await().atMost(DEADLINE).until(() -> seen.contains("one"));

        listening.dispose();

        await().atMost(DEADLINE).until(() -> {
            printed.add("is anybody there\n");
            return connectionLost.getCount() == 0;
        });
    }

    @ParameterizedTest
    @CsvSource({"404, true", "404, false", "400, true", "400, false"})
    void readsNothingOfWhatIsNotThere(int status, boolean follow) {
        refusal = status;

        List<String> lines = log.lines("shop", "pod", 10, follow).collectList().block(DEADLINE);

        assertThat(lines).isEmpty();
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean ofLog = exchange.getRequestURI().getPath().endsWith("/log");
        if (ofLog) {
            asked.add(exchange.getRequestURI().getQuery());
        }
        if (refusal == 0 && !ofLog && !phase.isEmpty()) {
            byte[] pod = ("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"pod\"},"
                            + "\"status\":{\"phase\":\"" + phase + "\"}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, pod.length);
            exchange.getResponseBody().write(pod);
            exchange.close();
            return;
        }
        if (refusal != 0 || !ofLog) {
            exchange.sendResponseHeaders(refusal == 0 ? 404 : refusal, -1);
            exchange.close();
            return;
        }
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            for (String text = printed.take(); !text.isEmpty(); text = printed.take()) {
                body.write(text.getBytes(StandardCharsets.UTF_8));
                body.flush();
            }
        } catch (IOException e) {
            connectionLost.countDown();
            throw e;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
