package dev.steward.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.steward.gateway.previews.PreviewListener;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Clients that mean no good. Healthy ones are served beside each, and what connections there were are gone afterwards. A
 * head has 2 s here, and a body 6 s until it has to be fast.
 */
class HostileIT extends Edge {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final String JOBS = "POST /api/v1/jobs HTTP/1.1\r\nHost: edge.test\r\n";

    private final ConcurrentLinkedQueue<String> healthy = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final String token = EdgeTokens.of("root", "performance");
    private Thread client;
    private long descriptors;

    @Autowired
    private PreviewListener previews;

    @BeforeEach
    void serveSomebodyElse() {
        edge().get("/api/v1/sessions", token);
        descriptors = descriptors();
        client = Thread.startVirtualThread(() -> {
            while (!over.get()) {
                RawAnswer answer = edge().get("/api/v1/sessions", token);
                healthy.add(answer.status() + " " + answer.text());
            }
        });
    }

    @AfterEach
    void servedTheOtherAndKeptNothing() throws InterruptedException {
        int served = healthy.size();
        await().atMost(DEADLINE).until(() -> healthy.size() > served);
        over.set(true);
        client.join();
        assertThat(healthy).allMatch("200 session-service"::equals);
        // Those that services keep open for the next call, and what the tests' own servers have not closed yet.
        await().atMost(DEADLINE).until(() -> descriptors() <= descriptors + 16);
    }

    @Test
    void cutsOffHeadsThatDoNotEnd() throws IOException {
        List<Socket> slow = open(50);
        for (int i = 0; i < slow.size(); i++) {
            // Some say nothing at all, and some a little now and then.
            if (i % 2 == 0) {
                write(slow.get(i), "GET /api/v1/sessions HTTP/1.1\r\nHost: x\r\n");
            }
        }
        for (int i = 0; i < slow.size(); i++) {
            try (Socket each = slow.get(i)) {
                assertThat(RawHttp.read(each).status()).isEqualTo(408);
            }
        }
    }

    @Test
    void cutsOffHeadsThatDoNotEndWherePreviewsAreToo() throws IOException {
        RawHttp there = RawHttp.to(previews.port());
        try (Socket silent = there.connect();
                Socket slow = there.connect()) {
            write(slow, "GET / HTTP/1.1\r\nHost: x\r\n");

            assertThat(RawHttp.read(silent).status()).isEqualTo(408);
            assertThat(RawHttp.read(slow).status()).isEqualTo(408);
        }
    }

    @Test
    void cutsOffABodyThatDripsAndLetsTheServiceGo() throws IOException {
        try (Socket slow = edge().connect()) {
            write(slow, JOBS + token + "\r\nContent-Length: 1000000\r\n\r\nx");
            RawAnswer answer = RawHttp.read(slow);

            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.json().get("code").asString()).isEqualTo("request-timeout");
        }
        assertThat(JOB.asked()).isEmpty();
    }

    @Test
    void doesNotTakeAWholeRequestForASlowOne() throws IOException {
        try (Socket idle = edge().connect()) {
            write(idle, "GET /health HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(idle.getInputStream().read()).isEqualTo('H');
            // Longer than a head may take: between requests there is no hurry.
            await().pollDelay(Duration.ofSeconds(3)).atMost(DEADLINE).until(() -> true);
            write(idle, "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            String rest = new String(idle.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(rest).contains("HTTP/1.1 200").doesNotContain("408");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nContent-Length: 40",
                "Content-Length: 4, 40",
                "Content-Length: 4\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 4",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: xchunked\r\nContent-Length: 4",
                "Transfer-Encoding:\u000bchunked",
                "Transfer-Encoding : chunked",
                "Content-Length: +4",
                "Content-Length: -4",
                "Content-Length: 0x4",
            })
    void passesNothingOnOfARequestThatEndsInTwoPlaces(String framing) {
        RawAnswer answer = edge().send(
                        JOBS + token + "\r\nConnection: close\r\n" + framing
                                + "\r\n\r\n0\r\n\r\nGET /api/v1/users HTTP/1.1\r\nHost: x\r\n\r\n",
                        new byte[0]);

        assertThat(answer.status()).as("%s", answer).isBetween(400, 501);
        assertThat(JOB.asked()).isEmpty();
        assertThat(ZERO_TRUST.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/sessions HTTP/1.1\r\n",
                "GET /api/v1/sessions HTTP/1.1\r\nHost: a\r\nHost: b\r\n",
                "GET http://other.test/api/v1/nothing HTTP/1.1\r\nHost: edge.test\r\n",
                "GET /api/v1/sessions HTTP/1.1\r\nHost: edge.test/../x\r\n",
                "GET /api/v1/sessions HTTP/1.1\r\nHost: a b\r\n",
                "GET /api/v1/sessions HTTP/9.9\r\nHost: edge.test\r\n",
                "GET\t/api/v1/sessions\tHTTP/1.1\r\nHost: edge.test\r\n",
                "GET /api/v1/sessions HTTP/1.1\r\nHost: edge.test\r\nX-A: b\u0000c\r\n",
                "GET /api/v1/sessions HTTP/1.1\r\nHost: edge.test\r\nX A: b\r\n",
            })
    void refusesHeadsThatArePlayedWith(String head) {
        SESSION.reset();
        RawAnswer answer = edge().from("127.0.0.9").send(head + "Connection: close\r\n\r\n", new byte[0]);

        assertThat(answer.status()).as("%s", answer).isBetween(400, 505);
        assertThat(answer.status()).isNotEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BREW", "CONNECT", "PROPFIND", "get", "TRACE"})
    void knowsNoOtherMethods(String method) {
        RawAnswer answer = edge().send(method, "/api/v1/jobs", List.of(token), new byte[0]);

        assertThat(answer.status()).as("%s", answer).isIn(400, 404, 405, 501);
        assertThat(JOB.asked()).isEmpty();
    }

    @Test
    void takesManyConnectionsThatSayNothing() throws IOException {
        List<Socket> idle = open(500);

        assertThat(edge().get("/api/v1/sessions", token).status()).isEqualTo(200);
        for (Socket each : idle) {
            each.close();
        }
    }

    @Test
    void keepsNothingOfAnswersThatAreNotRead() throws IOException {
        SESSION.answers((request, response) -> request.uri().endsWith("/files/large")
                ? response.sendByteArray(
                        reactor.core.publisher.Flux.range(0, 256).map(_ -> new byte[64 << 10]))
                : SESSION.named(request, response));
        List<Socket> deaf = open(10);
        for (Socket each : deaf) {
            write(each, "GET /api/v1/sessions/1/files/large HTTP/1.1\r\nHost: x\r\n" + token + "\r\n\r\n");
        }
        assertThat(edge().get("/api/v1/jobs", token).status()).isEqualTo(200);
        // 160 MB would be on their way if somebody did not wait for those who do not read.
        await().during(Duration.ofSeconds(1))
                .atMost(DEADLINE)
                .until(() -> PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() < (128 << 20));
        for (Socket each : deaf) {
            each.close();
        }
    }

    private List<Socket> open(int count) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(edge().connect());
        }
        return sockets;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static long descriptors() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }
}
