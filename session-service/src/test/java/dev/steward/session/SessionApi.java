package dev.steward.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.kit.testing.TestDatabase;
import dev.steward.session.adapter.process.PreparedFileServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The service as a developer with a token uses it, and the host's side of its sessions. */
final class SessionApi {

    static final Duration DEADLINE = Duration.ofSeconds(60);

    static final ParameterizedTypeReference<Map<String, Object>> OBJECT = new ParameterizedTypeReference<>() {};

    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    private final String base;
    private final WebTestClient client;

    SessionApi(int port, String token) {
        base = "http://127.0.0.1:" + port;
        client = WebTestClient.bindToServer()
                .baseUrl(base)
                .responseTimeout(DEADLINE)
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(64 << 20))
                .defaultHeaders(headers -> {
                    if (!token.isEmpty()) {
                        headers.setBearerAuth(token);
                    }
                })
                .build();
    }

    WebTestClient client() {
        return client;
    }

    /** The answer to creating a session: 201 and its fields. */
    Map<String, Object> create(String project) {
        return client.post()
                .uri("/api/v1/sessions")
                .bodyValue(Map.of("project_id", project))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(OBJECT)
                .returnResult()
                .getResponseBody();
    }

    /** Asks for a session in words of the test's own. */
    WebTestClient.ResponseSpec post(String body) {
        return post("", body);
    }

    /** Asks something of a session, such as to {@code stop}. */
    WebTestClient.ResponseSpec verb(String id, String verb, String body) {
        return post("/" + id + "/" + verb, body);
    }

    private WebTestClient.ResponseSpec post(String rest, String body) {
        return client.post()
                .uri("/api/v1/sessions" + rest)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    Map<String, Object> get(String id) {
        return client.get()
                .uri("/api/v1/sessions/" + id)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(OBJECT)
                .returnResult()
                .getResponseBody();
    }

    String awaitStatus(String id, String status) {
        await().atMost(DEADLINE).until(() -> status.equals(get(id).get("status")));
        return id;
    }

    /** The answer to the caller's session in a project: whether it was made for it, or was there. */
    EntityExchangeResult<Map<String, Object>> obtain(String project) {
        return client.put()
                .uri("/api/v1/projects/" + project + "/session")
                .exchange()
                .expectBody(OBJECT)
                .returnResult();
    }

    Map<String, Object> expiry(String id) {
        return client.get()
                .uri("/api/v1/sessions/" + id + "/expiry")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(OBJECT)
                .returnResult()
                .getResponseBody();
    }

    /** Asks for a stop, a start or a restart. */
    void ask(String id, String verb) {
        client.post()
                .uri("/api/v1/sessions/" + id + "/" + verb)
                .exchange()
                .expectStatus()
                .isAccepted();
    }

    /** What became of a session, newest first. */
    List<Map<String, Object>> history(String id) {
        return listed(id, "history");
    }

    /** Its usage windows, newest first. */
    List<Map<String, Object>> usage(String id) {
        return listed(id, "usage");
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> listed(String id, String what) {
        return (List<Map<String, Object>>) client.get()
                .uri("/api/v1/sessions/" + id + "/" + what)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(OBJECT)
                .returnResult()
                .getResponseBody()
                .get("items");
    }

    WebTestClient.ResponseSpec put(String id, String path, byte[] content) {
        return client.put()
                .uri(URI.create(base + "/api/v1/sessions/" + id + "/files/" + path))
                .bodyValue(content)
                .exchange();
    }

    WebTestClient.ResponseSpec file(String id, String path) {
        return client.get()
                .uri(URI.create(base + "/api/v1/sessions/" + id + "/files/" + path))
                .exchange();
    }

    /** @param rest of the path, with its slash, and query */
    WebTestClient.ResponseSpec files(HttpMethod method, String id, String rest) {
        return client.method(method)
                .uri(URI.create(base + "/api/v1/sessions/" + id + "/files" + rest))
                .exchange();
    }

    /** Deletes sessions, some of which may be gone by then. */
    void deleteAll(List<String> ids) {
        ids.forEach(id -> client.delete()
                .uri("/api/v1/sessions/" + id)
                .exchange()
                .expectStatus()
                .value(status -> assertThat(status).isIn(204, 404)));
    }

    /** As if those in a state had been there for a minute longer; whoever waits for that looks again. */
    static void letAMinutePass(TestDatabase database, String status) {
        database.execute("update session set status_since = status_since - interval '1 minute', due_at = now()"
                + " where status = '" + status + "'");
    }

    void delete(String id) {
        client.delete().uri("/api/v1/sessions/" + id).exchange().expectStatus().isNoContent();
    }

    static void problem(WebTestClient.ResponseSpec answer, int status, String code) {
        answer.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody(OBJECT)
                .value(problem ->
                        assertThat(problem).containsEntry("code", code).containsKey("trace_id"));
    }

    static String address(Map<?, ?> session) {
        return ((Map<?, ?>) session.get("addresses")).get("direct").toString();
    }

    /** Empty when nothing answers. */
    static String page(String address) {
        try {
            HttpResponse<String> answer = BROWSER.send(
                    HttpRequest.newBuilder(URI.create(address + "/"))
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? answer.body() : "";
        } catch (IOException | InterruptedException _) {
            return "";
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A data folder the users of sessions can pass through; goes with this JVM if a test left nothing in it. */
    static Path newDataFolder() {
        try {
            Path data = Files.createTempDirectory(
                    "sessions", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
            data.toFile().deleteOnExit();
            data.resolve("sessions").toFile().deleteOnExit();
            return PreparedFileServer.in(data);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The pid of the dev server of a session, in its latest attempt. */
    static long server(Path data, String id) throws IOException {
        return pid(data, id, "server");
    }

    /** The pid of the process that holds the dev server, in its latest attempt. */
    static long shim(Path data, String id) throws IOException {
        return pid(data, id, "shim");
    }

    private static long pid(Path data, String id, String process) throws IOException {
        try (Stream<Path> attempts =
                Files.list(data.resolve("sessions").resolve(id).resolve("control"))) {
            Path latest = attempts.max((a, b) -> Integer.compare(number(a), number(b)))
                    .orElseThrow();
            return Long.parseLong(Files.readString(latest.resolve(process)).split(" ", -1)[0]);
        }
    }

    /** None before the first session. */
    static List<Path> folders(Path data) throws IOException {
        return entries(data.resolve("sessions"));
    }

    /** Files and archives on their way into a session. */
    static List<Path> incoming(Path data, String id) throws IOException {
        return entries(data.resolve("sessions").resolve(id).resolve("incoming"));
    }

    private static List<Path> entries(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    private static int number(Path folder) {
        return Integer.parseInt(folder.getFileName().toString());
    }
}
