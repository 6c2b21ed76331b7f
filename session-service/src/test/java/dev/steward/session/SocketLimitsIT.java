package dev.steward.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.kit.testing.TestDatabase;
import dev.steward.session.application.SessionFeed;
import dev.steward.session.application.SessionStats;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What sockets of sessions take at most, and when they close. */
class SocketLimitsIT extends FakeHostService {

    @Autowired
    private SessionFeed feed;

    @Autowired
    private SessionStats stats;

    @ParameterizedTest
    @ValueSource(strings = {"revoked", "put out", "deleted"})
    void closesWhenWhatLetItInDoesNotHoldAnyMore(String how) {
        String id = running();
        try (SocketClient socket = open("/ws/logs/" + id, how.equals("revoked") ? "mallory" : "eve")) {
            switch (how) {
                case "revoked" -> projects.revoke("mallory");
                case "put out" -> projects.put("shop", Map.of("ada", "developer"));
                default -> developer.delete(id);
            }
            assertThat(socket.closeCode()).isEqualTo(how.equals("revoked") ? 4401 : 4404);
        }
        if (!how.equals("deleted")) {
            developer.delete(id);
        }
    }

    @Test
    void closesWhenTheTokenExpires() {
        String id = running();
        String token = tokens.token(
                "eve",
                claims -> claims.expirationTime(
                        Date.from(Clock.systemUTC().instant().plusSeconds(5))));
        try (SocketClient socket = SocketClient.open(port, "/ws/stats/" + id, token)) {
            assertThat(socket.closeCode()).isEqualTo(4401);
        }
        developer.delete(id);
    }

    @Test
    void oneUserHasSoManyAndNoMore() {
        String id = running();
        List<SocketClient> open = new ArrayList<>();
        IntStream.range(0, 20).forEach(_ -> open.add(open("/ws/logs/" + id, "eve")));

        assertThat(SocketClient.refusal(port, "/ws/logs/" + id, "Authorization: Bearer " + tokens.token("eve")))
                .startsWith("HTTP/1.1 429")
                .containsIgnoringCase("Retry-After: ")
                .contains("too-many-requests");
        open("/ws/logs/" + id, "ada").close();

        open.forEach(SocketClient::close);
        awaitNothingOpen();
        developer.delete(id);
    }

    @Test
    void aThousandThatCameAndWentLeaveNothing() throws IOException {
        String id = running();
        String token = tokens.token("dan");
        long before = descriptors();
        for (int i = 0; i < 50; i++) {
            List<SocketClient> open = new ArrayList<>();
            for (int j = 0; j < 20; j++) {
                open.add(SocketClient.open(port, (j % 2 == 0 ? "/ws/logs/" : "/ws/stats/") + id, token));
            }
            open.forEach(SocketClient::close);
            awaitNothingOpen();
        }

        await().atMost(SessionApi.DEADLINE).until(() -> descriptors() < before + 20);
        developer.delete(id);
    }

    @Test
    void aSlowReaderIsToldHowMuchItMissedAndKeepsTheLatest() throws IOException {
        String id = running();
        try (Socket socket =
                SocketClient.handshake(port, "/ws/logs/" + id, "Authorization: Bearer " + tokens.token("ada"))) {
            await().atMost(SessionApi.DEADLINE).until(() -> sockets.size() == 1 && feed.size() == 1);
            int lines = 40_000;
            String padding = "x".repeat(900);
            IntStream.range(0, lines).forEach(i -> RUNTIME.print(id, i + " " + padding));
            RUNTIME.print(id, "the last");

            InputStream in = new BufferedInputStream(socket.getInputStream());
            long dropped = 0;
            long read = 0;
            String message = "";
            skipHead(in);
            while (!message.contains("the last")) {
                message = frame(in);
                if (message.startsWith("{\"type\":\"dropped\"")) {
                    dropped += Long.parseLong(message.replaceAll("\\D", ""));
                } else {
                    read++;
                }
            }
            assertThat(dropped).isPositive();
            assertThat(read + dropped).isEqualTo(lines + 1);
        }
        developer.delete(id);
        awaitNothingOpen();
    }

    @Test
    void whoReadsNothingIsCutOffAllTheSame() throws IOException {
        String id = running();
        try (Socket _ =
                SocketClient.handshake(port, "/ws/logs/" + id, "Authorization: Bearer " + tokens.token("ada"))) {
            await().atMost(SessionApi.DEADLINE).until(() -> sockets.size() == 1 && feed.size() == 1);
            String padding = "x".repeat(4_000);
            IntStream.range(0, 5_000).forEach(i -> RUNTIME.print(id, i + " " + padding));

            developer.delete(id);

            awaitNothingOpen();
        }
    }

    @Test
    void whatAClientSendsCountsAsUseWithinBounds(TestDatabase database) {
        String id = running();
        database.execute(
                "update session set used_at = used_at - interval '5 minutes', version = version + 1 where id = '" + id
                        + "'");
        try (SocketClient socket = open("/ws/logs/" + id, "ada")) {
            socket.send("anything");
            await().atMost(SessionApi.DEADLINE)
                    .until(() -> developer.expiry(id).toString().contains("socket-input"));
            IntStream.range(0, 1_000).forEach(i -> socket.send("more " + i));
            // What a client still sends to a socket that closes can cost it the close frame.
            assertThat(socket.closeCode()).isIn(4429, 0);
        }
        try (SocketClient socket = open("/ws/logs/" + id, "ada")) {
            socket.send("x".repeat(5_000));
            assertThat(socket.closeCode()).isIn(1009, 0);
        }
        developer.delete(id);
    }

    private void awaitNothingOpen() {
        await().atMost(SessionApi.DEADLINE)
                .untilAsserted(() -> assertThat(List.of(sockets.size(), feed.size(), stats.size()))
                        .containsOnly(0));
    }

    private static long descriptors() throws IOException {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    private static void skipHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.read());
        }
    }

    /** The text of the next frame; those of a service are not masked. */
    private static String frame(InputStream in) throws IOException {
        int opcode = in.read() & 0xf;
        int length = in.read();
        if (length == 126) {
            length = in.read() << 8 | in.read();
        }
        byte[] payload = in.readNBytes(length);
        return opcode == 1 ? new String(payload, StandardCharsets.UTF_8) : frame(in);
    }
}
