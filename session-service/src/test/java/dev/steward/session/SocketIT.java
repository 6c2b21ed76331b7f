package dev.steward.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.kit.testing.TestDatabase;
import dev.steward.session.domain.SessionToken;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;

/** What sockets of sessions tell, and whom. */
class SocketIT extends FakeHostService {

    private static final String UNKNOWN = "019576a0-0000-7000-8000-000000000000";

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

    private static String giveToken(TestDatabase database, String id) {
        SessionToken token = SessionToken.fresh(new SecureRandom());
        assertThat(database.execute("update session set token_hash = '" + token.hash() + "' where id = '" + id + "'"))
                .isEqualTo(1);
        return token.text();
    }
}
