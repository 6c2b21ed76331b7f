package dev.steward.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestProjects;
import dev.steward.kit.testing.TestSecurity;
import dev.steward.kit.testing.TestTokens;
import dev.steward.session.adapter.web.SessionSockets;
import dev.steward.session.application.Runtimes;
import dev.steward.session.application.SessionFeed;
import dev.steward.session.application.SessionStats;
import dev.steward.session.domain.SessionToken;
import dev.steward.session.port.FakeRuntime;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.HttpHeaders;

/** Sockets of sessions over real connections; what runs in the sessions is as the test says. */
@StewardIT(properties = {"steward.session.streams.stats=PT0.2S", "steward.session.streams.buffer=64KB"})
@Import({TestSecurity.class, SocketIT.Host.class})
class SocketIT {

    private static final FakeRuntime RUNTIME = new FakeRuntime(Clock.systemUTC());
    private static final String UNKNOWN = "019576a0-0000-7000-8000-000000000000";

    @LocalServerPort
    private int port;

    @Autowired
    private TestTokens tokens;

    @Autowired
    private TestProjects projects;

    @Autowired
    private SessionSockets sockets;

    @Autowired
    private SessionFeed feed;

    @Autowired
    private SessionStats stats;

    private SessionApi developer;

    @TestConfiguration(proxyBeanMethods = false)
    static class Host {

        @Bean
        @Primary
        Runtimes fakeRuntimes() {
            return new Runtimes(List.of(RUNTIME));
        }
    }

    @BeforeEach
    void begin() {
        projects.put("shop", Map.of("ada", "developer", "eve", "viewer", "mallory", "viewer", "dan", "developer"));
        projects.put("bank", Map.of("bob", "developer"));
        developer = new SessionApi(port, tokens.token("ada"));
    }

    @Test
    void tellsWhatIsPrintedOverRestarts() {
        String id = running();
        RUNTIME.print(id, "before");
        try (SocketClient socket = open("/ws/logs/" + id, "ada")) {
            socket.awaitTexts("before");
            RUNTIME.print(id, "\u0007 <b> \"quoted\"");
            socket.awaitTexts("before", "\u0007 <b> \"quoted\"");
            RUNTIME.crash(id);
            developer.awaitStatus(id, "crashed");
            developer.ask(id, "start");
            developer.awaitStatus(id, "running");
            RUNTIME.print(id, "again");
            await().atMost(SessionApi.DEADLINE).until(() -> socket.texts().contains("again"));
            assertThat(socket.messages().getLast().get("attempt").asInt()).isEqualTo(2);
        }
        developer.delete(id);
    }

    @Test
    void endsAfterTheLatestLinesForWhomDoesNotFollow() {
        String id = running();
        IntStream.range(0, 5).forEach(i -> RUNTIME.print(id, "line " + i));
        try (SocketClient socket = open("/ws/logs/" + id + "?tail=2&follow=false", "eve")) {
            assertThat(socket.closeCode()).isEqualTo(1000);
            assertThat(socket.texts()).containsExactly("line 3", "line 4");
        }
        developer.delete(id);
    }

    @Test
    void tellsWhatIsUsedAgainAndAgain() {
        String id = running();
        try (SocketClient socket = open("/ws/stats/" + id, "eve")) {
            await().atMost(SessionApi.DEADLINE).until(() -> socket.messages().size() > 2);
            assertThat(socket.messages().getLast().toString())
                    .contains("\"type\":\"stats\"", "\"memory_bytes\":53687091", "\"disk_bytes\":null");
            assertThat(socket.messages().getFirst().get("cpu").isNull()).isTrue();
            assertThat(socket.messages().getLast().get("cpu").asDouble()).isZero();
        }
        developer.delete(id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/ws/logs/ID             |         | 401 | unauthorized",
                "/ws/logs/ID?token=TOKEN |         | 401 | unauthorized",
                "/ws/logs/ID             | bob     | 404 | not-found",
                "/ws/stats/ID            | bob     | 404 | not-found",
                "/ws/logs/NONE           | ada     | 404 | not-found",
                "/ws/logs/x'--           | ada     | 404 | not-found",
                "/ws/nothing/ID          | ada     | 404 | not-found",
                "/ws/logs/ID?tail=-1     | ada     | 400 | validation-failed",
                "/ws/logs/ID?tail=10001  | ada     | 400 | validation-failed",
                "/ws/logs/ID?tail=many   | ada     | 400 | bad-request",
                "/ws/logs/ID?follow=some | ada     | 400 | bad-request",
            })
    void refusesBeforeTheSocketIsOpen(String path, String user, int status, String code) {
        String id = running();
        String target = path.replace("ID", id).replace("NONE", UNKNOWN).replace("TOKEN", tokens.token("ada"));
        String answer = user == null
                ? SocketClient.refusal(port, target)
                : SocketClient.refusal(port, target, "Sec-WebSocket-Protocol: steward, bearer." + tokens.token(user));

        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .contains("application/problem+json", "\"code\":\"" + code + "\"");
        assertThat(sockets.size()).isZero();
        developer.delete(id);
    }

    @Test
    void aPlainRequestForASocketIsABadOne() {
        String id = running();

        SessionApi.problem(developer.client().get().uri("/ws/logs/" + id).exchange(), 400, "bad-request");
        developer.delete(id);
    }

    @Test
    void tokenOfASessionOpensItsSocketsAndLogsAndNothingElse(TestDatabase database) {
        String id = running();
        String other = running();
        String token = giveToken(database, id);
        giveToken(database, other);
        RUNTIME.print(id, "hello");
        SessionApi bearer = new SessionApi(port, token);

        try (SocketClient logs = SocketClient.open(port, "/ws/logs/" + id, token);
                SocketClient usage = SocketClient.open(port, "/ws/stats/" + id, token)) {
            logs.awaitTexts("hello");
            await().atMost(SessionApi.DEADLINE).until(() -> !usage.messages().isEmpty());
        }
        bearer.client()
                .get()
                .uri("/api/v1/sessions/" + id + "/logs")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("hello\n");
        for (String path : List.of(
                "/api/v1/sessions/" + other + "/logs",
                "/api/v1/sessions/" + UNKNOWN + "/logs",
                "/api/v1/sessions/" + id,
                "/api/v1/sessions/" + id + "/events",
                "/api/v1/sessions/" + id + "/files",
                "/api/v1/sessions")) {
            SessionApi.problem(bearer.client().get().uri(path).exchange(), 401, "unauthorized");
        }
        assertThat(SocketClient.refusal(port, "/ws/logs/" + other, "Authorization: Bearer " + token))
                .startsWith("HTTP/1.1 401");

        try (SocketClient logs = SocketClient.open(port, "/ws/logs/" + id, token)) {
            developer.delete(id);
            assertThat(logs.closeCode()).isEqualTo(4404);
        }
        SessionApi.problem(
                bearer.client().get().uri("/api/v1/sessions/" + id + "/logs").exchange(), 404, "not-found");
        developer.delete(other);
    }

    @Test
    void tokenOfASessionEndsWithItsTime(TestDatabase database) {
        String id = running();
        String token = giveToken(database, id);
        try (SocketClient logs = SocketClient.open(port, "/ws/logs/" + id, token)) {
            database.execute("update session set begun_at = begun_at - interval '1 day', expires_at = now(),"
                    + " version = version + 1 where id = '" + id + "'");
            assertThat(logs.closeCode()).isEqualTo(4401);
        }
        developer.delete(id);
    }

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
                        Date.from(Clock.systemUTC().instant().plusSeconds(3))));
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
        long before = descriptors();
        for (int i = 0; i < 50; i++) {
            List<SocketClient> open = new ArrayList<>();
            for (int j = 0; j < 20; j++) {
                open.add(open((j % 2 == 0 ? "/ws/logs/" : "/ws/stats/") + id, "dan"));
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

    @ParameterizedTest
    @CsvSource({"3, 'line 2\nline 3\nline 4\n'", "0, ''", "100, 'line 0\nline 1\nline 2\nline 3\nline 4\n'"})
    void readsTheLogAsText(int tail, String text) {
        String id = running();
        IntStream.range(0, 5).forEach(i -> RUNTIME.print(id, "line " + i));

        developer
                .client()
                .get()
                .uri("/api/v1/sessions/" + id + "/logs?tail=" + tail)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.CONTENT_TYPE, "text/plain;charset=UTF-8")
                .expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff")
                .expectBody(String.class)
                .value(body -> assertThat(body == null ? "" : body).isEqualTo(text.replace("\\n", "\n")));
        SessionApi.problem(
                developer
                        .client()
                        .get()
                        .uri("/api/v1/sessions/" + id + "/logs?tail=10001")
                        .exchange(),
                400,
                "validation-failed");
        developer.delete(id);
        SessionApi.problem(
                developer.client().get().uri("/api/v1/sessions/" + id + "/logs").exchange(), 404, "not-found");
    }

    private String running() {
        return developer.awaitStatus(developer.create("shop").get("id").toString(), "running");
    }

    private SocketClient open(String path, String user) {
        return SocketClient.open(port, path, tokens.token(user));
    }

    private static String giveToken(TestDatabase database, String id) {
        SessionToken token = SessionToken.fresh(new SecureRandom());
        assertThat(database.execute("update session set token_hash = '" + token.hash() + "' where id = '" + id + "'"))
                .isEqualTo(1);
        return token.text();
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
