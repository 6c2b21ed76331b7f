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
    private volatile int refusal;

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
        if (refusal != 0 || !exchange.getRequestURI().getPath().endsWith("/log")) {
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
