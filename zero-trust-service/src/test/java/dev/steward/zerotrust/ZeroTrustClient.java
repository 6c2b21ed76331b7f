package dev.steward.zerotrust;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Speaks HTTP to the service under test, as one caller. */
public final class ZeroTrustClient {

    private final WebTestClient http;

    private ZeroTrustClient(WebTestClient http) {
        this.http = http;
    }

    public static ZeroTrustClient anonymous(int port) {
        return new ZeroTrustClient(WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(Duration.ofMinutes(2))
                .build());
    }

    /** The same with a token. */
    public ZeroTrustClient bearing(String token) {
        return new ZeroTrustClient(
                http.mutate().defaultHeader("Authorization", "Bearer " + token).build());
    }

    public ZeroTrustClient as(String username) {
        return bearing(login(username).get("access_token").toString());
    }

    public Map<?, ?> login(String username) {
        return post("/api/v1/auth/login", credentials(username, TestSecrets.PASSWORD))
                .expectStatus()
                .isOk()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
    }

    public String createUser(String username, String... roles) {
        Map<String, Object> body = new HashMap<>(credentials(username, TestSecrets.PASSWORD));
        body.put("roles", roles);
        return created("/api/v1/users", body);
    }

    public String createProject(String id) {
        return created("/api/v1/projects", Map.of("project_id", id, "name", "Project " + id));
    }

    public ResponseSpec putMember(String projectId, String userId, String role) {
        return http.put()
                .uri("/api/v1/projects/{project}/members/{user}", projectId, userId)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("role", role))
                .exchange();
    }

    public ResponseSpec get(String path) {
        return http.get().uri(path).exchange();
    }

    public ResponseSpec delete(String path) {
        return http.delete().uri(path).exchange();
    }

    /** As through the gateway, for a caller who has this address. */
    public ResponseSpec deleteFrom(String address, String path) {
        return http.delete().uri(path).header("X-Forwarded-For", address).exchange();
    }

    /** For one version, as an {@code ETag}. */
    public ResponseSpec patch(String path, Object body, String version) {
        return http.patch()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .header("If-Match", version)
                .bodyValue(body)
                .exchange();
    }

    /** As {@link #patch}, of the whole. */
    public ResponseSpec put(String path, Object body, String version) {
        return http.put()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .header("If-Match", version)
                .bodyValue(body)
                .exchange();
    }

    /** As {@link #patchAnyhow}, of the whole. */
    public ResponseSpec putAnyhow(String path, Object body) {
        return http.put()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    /** Without saying for which version. */
    public ResponseSpec patchAnyhow(String path, Object body) {
        return http.patch()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    public ResponseSpec post(String path, Object body, String... headers) {
        return http.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .headers(all -> {
                    for (int i = 0; i < headers.length; i += 2) {
                        all.set(headers[i], headers[i + 1]);
                    }
                })
                .bodyValue(body)
                .exchange();
    }

    /** A form that is encoded already. */
    public ResponseSpec form(String path, String form, String... headers) {
        return http.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .headers(all -> {
                    for (int i = 0; i < headers.length; i += 2) {
                        all.set(headers[i], headers[i + 1]);
                    }
                })
                .bodyValue(form)
                .exchange();
    }

    /** What an answer says, whose status has to be this one. */
    public static Map<?, ?> body(ResponseSpec response, int status) {
        return response.expectStatus()
                .isEqualTo(status)
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
    }

    public static Map<String, Object> credentials(String username, String password) {
        return Map.of("username", username, "password", password);
    }

    private String created(String path, Object body) {
        return post(path, body)
                .expectStatus()
                .isCreated()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody()
                .get("id")
                .toString();
    }
}
