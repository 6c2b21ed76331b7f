package dev.steward.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.testing.TestProjects;
import dev.steward.kit.testing.TestTokens;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the service: dev and viewer are members of apollo, stranger of gemini, root is admin. */
final class Jobs {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final WebTestClient http;
    private final TestTokens tokens;

    Jobs(int port, TestTokens tokens, TestProjects projects) {
        this(port, tokens);
        projects.put("apollo", Map.of("dev", "developer", "viewer", "viewer"));
        projects.put("gemini", Map.of("stranger", "developer"));
    }

    Jobs(int port, TestTokens tokens) {
        this.tokens = tokens;
        http = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(DEADLINE)
                .build();
    }

    ResponseSpec upload(String user, String projectId, String name, String content) {
        return http.put()
                .uri("/api/v1/datasets/{name}?project_id={project}", name, projectId)
                .headers(as(user))
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .bodyValue(content)
                .exchange();
    }

    /** Without saying how much is coming. */
    ResponseSpec uploadChunked(String user, String projectId, String name, String piece, int pieces) {
        return http.put()
                .uri("/api/v1/datasets/{name}?project_id={project}", name, projectId)
                .headers(as(user))
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(Flux.just(piece).repeat(pieces - 1), String.class)
                .exchange();
    }

    ResponseSpec submit(String user, String body) {
        return submit(user, body, null);
    }

    ResponseSpec submit(String user, String body, String key) {
        return http.post()
                .uri("/api/v1/jobs")
                .headers(as(user))
                .headers(headers -> {
                    if (key != null) {
                        headers.set("Idempotency-Key", key);
                    }
                })
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    ResponseSpec get(String user, String uri) {
        return http.get().uri(uri).headers(as(user)).exchange();
    }

    /** Uploads the content as {@code dev} to apollo and submits its validation; the job's id. */
    String validate(String name, String content) {
        upload("dev", "apollo", name, content).expectStatus().is2xxSuccessful();
        return json(submit("dev", body("apollo/" + name)).expectStatus().isAccepted())
                .get("job_id")
                .stringValue();
    }

    /** Asks again on 503 as any client does: the database may be away for a while. */
    JsonNode awaitEnd(String id) {
        return Awaitility.await()
                .atMost(DEADLINE)
                .until(
                        () -> json(
                                get("dev", "/api/v1/jobs/" + id).expectStatus().value(status -> assertThat(status)
                                        .isIn(200, 503))),
                        job -> job.hasNonNull("finished_at"));
    }

    static String body(String datasetPath) {
        return """
                {"type": "dataset-validation", "project_id": "apollo", "payload": {"dataset_path": "%s"}}""".formatted(datasetPath);
    }

    static JsonNode json(ResponseSpec response) {
        byte[] body = response.expectBody().returnResult().getResponseBodyContent();
        assertThat(body).isNotNull();
        return JsonMapper.shared().readTree(body);
    }

    private Consumer<HttpHeaders> as(String user) {
        return headers -> {
            if (!user.isEmpty()) {
                headers.setBearerAuth(user.equals("root") ? tokens.token(user, "admin") : tokens.token(user));
            }
        };
    }
}
