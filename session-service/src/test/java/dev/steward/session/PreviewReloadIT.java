package dev.steward.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.events.Topics;
import dev.steward.events.session.SessionWorkspaceChanged;
import dev.steward.events.session.SessionWorkspaceChanged.Change;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import dev.steward.session.domain.SessionToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of real workspaces, on Kafka and in the page that is open meanwhile; the test is its browser. */
class PreviewReloadIT extends SharedService {

    private static final SessionToken TOKEN = SessionToken.fresh(new SecureRandom());
    private static final HttpClient BROWSER = HttpClient.newHttpClient();
    private static final Pattern SCRIPT = Pattern.compile(
            "<script src=\"(/_steward/reload\\.js)\" data-since=\"([^\"]+)\" nonce=\"[^\"]+\" async></script>$");

    private String id;
    private String cookie;

    @BeforeEach
    void begin(TestDatabase database) {
        id = developer.create("shop").get("id").toString();
        database.execute("update session set token_hash = '" + TOKEN.hash() + "' where id = '" + id + "'");
        cookie = "steward_preview=" + TOKEN.text();
        developer.awaitStatus(id, "running");
        developer
                .put(id, "index.html", SessionApi.bytes("<h1>one</h1>"))
                .expectStatus()
                .isCreated();
    }

    @Test
    void tellsTheOthersWhoeverChangesAFile(TestEvents events) throws IOException {
        awaitTold(events, "index.html", "created");

        developer.put(id, "src/app.js", SessionApi.bytes("1")).expectStatus().isCreated();
        awaitTold(events, "src/app.js", "created");
        Files.writeString(workspace().resolve("src/app.js"), "by a process");
        awaitTold(events, "src/app.js", "modified");
        Files.createDirectory(workspace().resolve("made"));
        Files.writeString(workspace().resolve("made/by-a-process.txt"), "x");
        awaitTold(events, "made/by-a-process.txt", "created");
        Files.delete(workspace().resolve("made/by-a-process.txt"));
        awaitTold(events, "made/by-a-process.txt", "deleted");
    }

    @Test
    void aPageHearsOfWhatChangesAfterItWasAskedFor() throws Exception {
        HttpResponse<String> page = visit("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("ETag")).isEmpty();
        Matcher script = SCRIPT.matcher(page.body());
        assertThat(page.body()).startsWith("<h1>one</h1>");
        assertThat(script.find()).isTrue();
        HttpResponse<String> code = visit(script.group(1));
        assertThat(code.headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
        assertThat(code.body()).contains("new EventSource(\"/_steward/changes\"", "location.reload()");

        try (Listener listener = new Listener("/_steward/changes?since=" + script.group(2), null)) {
            await().atMost(SessionApi.DEADLINE).until(() -> listener.lines.contains("event: listening"));
            Files.writeString(workspace().resolve("index.html"), "<h1>two</h1>");

            await().atMost(SessionApi.DEADLINE)
                    .until(() -> listener.lines.stream().anyMatch(line -> line.contains("\"path\":\"index.html\"")));
            assertThat(visit("/").body()).startsWith("<h1>two</h1>");
        }
    }

    @Test
    void aPageThatWasAwayHearsOfTheGap() throws Exception {
        Matcher script = SCRIPT.matcher(visit("/").body());
        assertThat(script.find()).isTrue();
        String since = script.group(2);

        try (Listener other = new Listener("/_steward/changes", since)) {
            developer.put(id, "a.txt", SessionApi.bytes("x")).expectStatus().isCreated();
            await().atMost(SessionApi.DEADLINE).until(() -> other.lines.contains("event: changes"));
        }
        try (Listener back = new Listener("/_steward/changes", since)) {
            await().atMost(SessionApi.DEADLINE).until(() -> back.lines.contains("event: gap"));
        }
    }

    @Test
    void theSocketOfChangesHearsOfThem() {
        try (SocketClient socket = SocketClient.open(port, "/ws/changes/" + id, TOKEN.text())) {
            // The answer to the handshake says nothing of when the listening begins.
            await().atMost(SessionApi.DEADLINE).untilAsserted(() -> {
                developer.put(id, "a.txt", SessionApi.bytes("x" + System.nanoTime()));
                assertThat(socket.messages()).anySatisfy(message -> {
                    assertThat(message.get("type").asString()).isEqualTo("changes");
                    assertThat(message.get("changes").toString()).contains("\"path\":\"a.txt\"");
                    assertThat(message.get("truncated").asBoolean()).isFalse();
                    assertThat(message.get("changed_at").asString()).isNotBlank();
                });
            });
        }
    }

    @Test
    void whatIsNoPageIsLeftAsItIs() throws Exception {
        developer.put(id, "a.txt", SessionApi.bytes("text")).expectStatus().isCreated();

        assertThat(visit("/a.txt").body()).isEqualTo("text");
        assertThat(visit("/index.html", "Sec-Fetch-Dest", "empty").body()).isEqualTo("<h1>one</h1>");
        assertThat(visit("/index.html", "Sec-Fetch-Dest", "iframe").body()).contains("/_steward/reload.js");
        assertThat(visit("/_steward/other").statusCode()).isEqualTo(404);
        assertThat(BROWSER.send(
                                HttpRequest.newBuilder(uri("/_steward/changes")).build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void theStreamOfAPageEndsWithItsSession() throws Exception {
        try (Listener listener = new Listener("/_steward/changes", null)) {
            await().atMost(SessionApi.DEADLINE).until(() -> listener.lines.contains("event: listening"));

            developer.ask(id, "stop");

            await().atMost(SessionApi.DEADLINE).until(() -> listener.ended);
        }
    }

    private void awaitTold(TestEvents events, String path, String kind) {
        Change wanted = new Change(path, kind);
        events.await(Topics.SESSION_EVENTS, all -> all.stream()
                .filter(event -> event.subject().equals(id))
                .filter(event -> event.type().equals("session.workspace-changed.v1"))
                .anyMatch(event -> events.said(event, SessionWorkspaceChanged.class)
                        .changes()
                        .contains(wanted)));
    }

    private Path workspace() {
        return DATA.resolve("sessions").resolve(id).resolve("workspace");
    }

    private URI uri(String target) {
        return URI.create("http://127.0.0.1:" + port + "/preview/" + id + target);
    }

    private HttpResponse<String> visit(String target, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(target)).header("Cookie", cookie).timeout(Duration.ofSeconds(30));
        return BROWSER.send(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Reads server-sent events line by line until it is closed. */
    private final class Listener implements AutoCloseable {

        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final Thread reader;
        private volatile boolean ended;

        Listener(String target, String lastEventId) throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri(target)).header("Cookie", cookie);
            if (lastEventId != null) {
                request.header("Last-Event-ID", lastEventId);
            }
            HttpResponse<java.util.stream.Stream<String>> answer =
                    BROWSER.send(request.build(), HttpResponse.BodyHandlers.ofLines());
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            reader = Thread.startVirtualThread(() -> {
                try (var all = answer.body()) {
                    all.forEach(lines::add);
                } catch (java.io.UncheckedIOException _) {
                    // Closed by this side.
                }
                ended = true;
            });
        }

        @Override
        public void close() {
            reader.interrupt();
        }
    }
}
