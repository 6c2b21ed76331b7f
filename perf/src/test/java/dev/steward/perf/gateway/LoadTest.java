package dev.steward.perf.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final EventLoop loop = new EventLoop();
    private final Upstream upstream = new Upstream(loop, "{}");

    @AfterEach
    void end() {
        loop.close();
    }

    @Test
    void sendsTheNextRequestWhenOneWasAnswered() {
        var load = Load.closed(loop, upstream.port(), 3, get("/a"));
        await().atMost(DEADLINE).until(() -> load.answered() > 1_000);
        load.stop();
        long answered = load.answered();

        assertThat(load.failed()).isZero();
        assertThat(load.taken().getTotalCount()).isEqualTo(answered);
        assertThat(load.taken().getTotalCount()).isZero();
    }

    @Test
    void beginsRequestsAtTheirTime() {
        long began = System.nanoTime();
        var load = Load.open(loop, upstream.port(), 2, get("/a"), 1_000);
        await().atMost(DEADLINE).until(() -> load.answered() >= 200);
        load.stop();
        double due = (System.nanoTime() - began) / 1e6;

        assertThat(load.failed()).isZero();
        assertThat(load.answered()).isBetween(200L, (long) due + 1);
    }

    @Test
    void countsWaitingForABusyConnectionAndFailsWhatWasNeverSent() throws Exception {
        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var load = Load.open(loop, silent.getLocalPort(), 1, get("/a"), 1_000);
            await().pollDelay(Duration.ofMillis(300)).atMost(DEADLINE).until(() -> true);
            try (var late = silent.accept()) {
                late.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes());
                await().atMost(DEADLINE).until(() -> load.answered() == 1);
                load.stop();
            }
            assertThat(load.taken().getMaxValue()).isGreaterThan(250_000);
            assertThat(load.failed()).isGreaterThan(200);
        }
    }

    @Test
    void failsWhatIsAnsweredOtherwiseAndWhatIsCutOff() throws Exception {
        try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var load = Load.closed(loop, server.getLocalPort(), 1, get("/a"));
            try (var first = server.accept()) {
                first.getOutputStream().write("HTTP/1.1 503 Away\r\nContent-Length: 0\r\n\r\n".getBytes());
                await().atMost(DEADLINE).until(() -> load.failed() == 1);
            }
            await().atMost(DEADLINE).until(() -> load.failed() == 2);
            assertThat(load.answered()).isEqualTo(1);
            load.stop();
        }
    }

    @Test
    void endsWhenNobodyListensAnyMore() throws Exception {
        Load load;
        try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            load = Load.closed(loop, server.getLocalPort(), 1, get("/a"));
        }
        await().atMost(DEADLINE).until(() -> load.failed() >= 1);
        load.stop();
        assertThat(load.answered()).isZero();
    }

    private static Supplier<ByteBuffer> get(String path) {
        var bytes = ("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        return () -> ByteBuffer.wrap(bytes);
    }
}
