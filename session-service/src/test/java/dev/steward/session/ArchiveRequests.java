package dev.steward.session;

import static dev.steward.session.SessionApi.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.session.adapter.process.Tars;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What is answered about workspaces as archives; one has 8 MiB at most, and a workspace 40 MiB. */
interface ArchiveRequests {

    Duration PATIENCE = Duration.ofSeconds(60);

    MediaType TAR = MediaType.parseMediaType("application/x-tar");

    /** Of the project {@code shop}. */
    SessionApi developer();

    /** Who may only read in that project. */
    SessionApi viewer();

    /** Who is not in that project. */
    SessionApi stranger();

    /** Where the service listens. */
    int port();

    /** Of the developer. */
    String token();

    @Test
    default void takesAndGivesAWholeWorkspace() {
        String id = developer().create("shop").get("id").toString();
        byte[] archive = new Tars()
                .file("src/a.bin", "a".repeat(3 << 20))
                .file("b.txt", "b")
                .bytes();

        assertThat(put(developer(), id, "", archive)
                        .expectStatus()
                        .isOk()
                        .expectBody(SessionApi.OBJECT)
                        .returnResult()
                        .getResponseBody())
                .containsEntry("entries", 2)
                .containsEntry("bytes", (3 << 20) + 1);
        byte[] whole = get(viewer(), id, "");
        assertThat(names(whole)).contains("b.txt", "src/a.bin");
        assertThat(names(get(viewer(), id, "?folder=src")))
                .contains("src/a.bin")
                .doesNotContain("b.txt");
        developer().put(id, "c.txt", SessionApi.bytes("c")).expectStatus().isCreated();
        put(developer(), id, "?replace=true", whole).expectStatus().isOk();

        developer().file(id, "c.txt").expectStatus().isNotFound();
        developer().file(id, "b.txt").expectBody(String.class).isEqualTo("b");
        developer().delete(id);
    }

    @Test
    default void refusesArchivesByNameAndChangesNothing() {
        String id = developer().create("shop").get("id").toString();
        developer().put(id, "kept.txt", SessionApi.bytes("kept")).expectStatus().isCreated();
        byte[] good = new Tars().file("kept.txt", "other").bytes();

        problem(put(developer(), id, "", new Tars().file("../x", "x").bytes()), 400, "validation-failed");
        byte[] goesOn =
                new Tars().file("../x", "x").file("big", "b".repeat(6 << 20)).bytes();
        problem(put(developer(), id, "", goesOn), 400, "validation-failed");
        problem(put(developer(), id, "", SessionApi.bytes("no tar")), 400, "validation-failed");
        problem(put(developer(), id, "?replace=maybe", good), 400, "bad-request");
        problem(put(developer(), id, "", new byte[(8 << 20) + 1]), 413, "payload-too-large");
        problem(put(viewer(), id, "", good), 403, "forbidden");
        problem(put(stranger(), id, "", good), 404, "not-found");
        problem(
                developer()
                        .client()
                        .put()
                        .uri("/api/v1/sessions/" + id + "/archive")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue("{}")
                        .exchange(),
                415,
                "unsupported-media-type");
        problem(archive(developer(), id, "?folder=../x"), 400, "validation-failed");
        problem(archive(developer(), id, "?folder=none"), 404, "not-found");
        problem(archive(stranger(), id, ""), 404, "not-found");

        developer().file(id, "kept.txt").expectBody(String.class).isEqualTo("kept");
        developer().delete(id);
    }

    /** As when the client's network goes in the middle: half of what was announced, and then nothing. */
    @Test
    default void anUploadThatIsCutOffChangesNothing() throws Exception {
        String id = developer().create("shop").get("id").toString();
        byte[] archive = new Tars().file("new.txt", "x".repeat(1 << 20)).bytes();
        String head = "PUT /api/v1/sessions/" + id + "/archive?replace=true HTTP/1.1\r\nHost: localhost\r\n"
                + "Authorization: Bearer " + token() + "\r\nContent-Type: application/x-tar\r\nContent-Length: "
                + archive.length + "\r\n\r\n";
        developer().put(id, "kept.txt", SessionApi.bytes("kept")).expectStatus().isCreated();

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
                OutputStream out = socket.getOutputStream()) {
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(archive, 0, archive.length / 2);
        }

        put(developer(), id, "", new Tars().file("after.txt", "after").bytes())
                .expectStatus()
                .isOk();
        developer().file(id, "new.txt").expectStatus().isNotFound();
        developer().file(id, "kept.txt").expectBody(String.class).isEqualTo("kept");
        developer().delete(id);
    }

    /** Two that send half of what they announced, and then wait. */
    @Test
    default void whoHasToWaitForOthersIsToldWhen() throws Exception {
        String id = developer().create("shop").get("id").toString();
        byte[] archive = new Tars().file("new.txt", "new").bytes();
        byte[] head = ("PUT /api/v1/sessions/" + id + "/archive HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + token() + "\r\nContent-Type: application/x-tar\r\nContent-Length: 9999\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);

        try (Socket one = new Socket(InetAddress.getLoopbackAddress(), port());
                Socket other = new Socket(InetAddress.getLoopbackAddress(), port())) {
            for (Socket socket : List.of(one, other)) {
                socket.getOutputStream().write(head);
                socket.getOutputStream().write(archive, 0, 512);
            }
            // Whoever sends a third before that takes the place of one of them, who then never comes again.
            await().atMost(PATIENCE)
                    .until(() -> SessionApi.incoming(SharedService.DATA, id).size() == 2);

            put(developer(), id, "", archive)
                    .expectStatus()
                    .isEqualTo(429)
                    .expectHeader()
                    .valueEquals("Retry-After", "5")
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("too-many-requests");
        }

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> put(developer(), id, "", archive).expectStatus().isOk());
        developer().delete(id);
    }

    private static String names(byte[] archive) {
        return new String(archive, StandardCharsets.ISO_8859_1);
    }

    private static byte[] get(SessionApi who, String id, String query) {
        return archive(who, id, query)
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType(TAR)
                .expectBody()
                .returnResult()
                .getResponseBodyContent();
    }

    private static WebTestClient.ResponseSpec archive(SessionApi who, String id, String query) {
        return who.client()
                .get()
                .uri("/api/v1/sessions/" + id + "/archive" + query)
                .exchange();
    }

    private static WebTestClient.ResponseSpec put(SessionApi who, String id, String query, byte[] archive) {
        return who.client()
                .put()
                .uri("/api/v1/sessions/" + id + "/archive" + query)
                .contentType(TAR)
                .bodyValue(archive)
                .exchange();
    }
}
