package dev.steward.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyLimitIT extends Edge {

    private static final int MEGABYTE = 1024 * 1024;
    private static final String FILE = "/api/v1/sessions/1/files/a.bin";

    @Test
    void refusesABodyThatSaysItIsTooLarge() {
        RawAnswer answer =
                edge().send("POST", "/api/v1/sessions", List.of(EdgeTokens.of("ann")), new byte[2 * MEGABYTE]);

        assertProblem(answer, 413, "payload-too-large");
        assertThat(SESSION.asked()).isEmpty();
    }

    @Test
    void refusesABodyThatTurnsOutTooLarge() {
        RawAnswer answer = chunked("/api/v1/sessions", 2 * MEGABYTE);

        assertProblem(answer, 413, "payload-too-large");
        assertThat(SESSION.asked()).isEmpty();
    }

    @Test
    void takesABodyOfExactlyTheLimit() {
        assertThat(chunked("/api/v1/sessions", MEGABYTE).status()).isEqualTo(200);
        assertThat(SESSION.lastAsked().bodyBytes()).isEqualTo(MEGABYTE);
    }

    @Test
    void takesLargerFilesAndLargerDatasets() {
        byte[] body = new byte[20 * MEGABYTE];

        edge().send("PUT", FILE, List.of(EdgeTokens.of("ann")), body);
        edge().send("PUT", "/api/v1/datasets/d?project_id=p", List.of(EdgeTokens.of("ann")), new byte[40 * MEGABYTE]);

        assertThat(SESSION.lastAsked().bodyBytes()).isEqualTo(20 * MEGABYTE);
        assertThat(JOB.lastAsked().bodyBytes()).isEqualTo(40 * MEGABYTE);
    }

    @Test
    void refusesFilesAndDatasetsBeyondTheirOwnLimits() {
        String token = EdgeTokens.of("ann");
        RawAnswer file = edge().send(
                        "PUT " + FILE + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + (32 * MEGABYTE + 1)
                                + "\r\nConnection: close\r\n" + token + "\r\n\r\n",
                        new byte[0]);
        RawAnswer dataset = edge().send(
                        "PUT /api/v1/datasets/d HTTP/1.1\r\nHost: x\r\nContent-Length: " + (1024L * MEGABYTE + 1)
                                + "\r\nConnection: close\r\n" + token + "\r\n\r\n",
                        new byte[0]);

        assertProblem(file, 413, "payload-too-large");
        assertProblem(dataset, 413, "payload-too-large");
    }

    @Test
    void keepsTheConnectionUsableAfterARefusal() throws Exception {
        String head = "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: " + 16 * MEGABYTE + "\r\n"
                + EdgeTokens.of("ann") + "\r\n\r\n";
        String next =
                "GET /api/v1/sessions HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + EdgeTokens.of("ann") + "\r\n\r\n";
        try (var socket = edge().connect()) {
            var out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            out.write(new byte[16 * MEGABYTE]);
            out.write(next.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();

            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

            assertThat(answers)
                    .startsWith("HTTP/1.1 413")
                    .contains("HTTP/1.1 200")
                    .endsWith("session-service");
        }
    }

    @Test
    void refusesHeadersBeyondSixteenKilobytes() {
        RawAnswer answer = edge().get("/api/v1/sessions", EdgeTokens.of("ann"), "X-Large: " + "a".repeat(17 * 1024));

        assertProblem(answer, 431, "headers-too-large");
    }

    @Test
    void refusesARequestLineBeyondEightKilobytes() {
        assertProblem(edge().get("/api/v1/sessions?" + "a".repeat(9 * 1024)), 431, "headers-too-large");
    }

    private RawAnswer chunked(String path, int size) {
        String head = "POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
                + EdgeTokens.of("ann") + "\r\n\r\n";
        StringBuilder body = new StringBuilder();
        String chunk = "a".repeat(64 * 1024);
        for (int sent = 0; sent < size; sent += chunk.length()) {
            body.append(Integer.toHexString(chunk.length()))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        return edge().send(head, body.append("0\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }
}
