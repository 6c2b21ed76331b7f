package dev.steward.session;

import static dev.steward.session.SessionApi.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What is answered about the files of a workspace, of which there are 40 MiB at most. */
interface WorkspaceRequests {

    /** Of the project {@code shop}. */
    SessionApi developer();

    /** Who may only read in that project. */
    SessionApi viewer();

    /** Who is not in that project. */
    SessionApi stranger();

    @Test
    default void keepsFilesWithTheirETag() {
        String id = developer().create("shop").get("id").toString();
        String first = etag(developer()
                .put(id, "a%20b/c.txt", SessionApi.bytes("one"))
                .expectStatus()
                .isCreated());
        String second = etag(developer()
                .put(id, "a%20b/c.txt", SessionApi.bytes("two"))
                .expectStatus()
                .isNoContent());

        assertThat(second).isNotEqualTo(first);
        WebTestClient.ResponseSpec found =
                developer().file(id, "a%20b/c.txt").expectStatus().isOk();
        found.expectHeader().valueEquals("ETag", second);
        found.expectHeader().contentType(MediaType.APPLICATION_OCTET_STREAM);
        found.expectBody(String.class).isEqualTo("two");
        developer()
                .client()
                .get()
                .uri("/api/v1/sessions/" + id + "/files/a b/c.txt")
                .header("If-None-Match", second)
                .exchange()
                .expectStatus()
                .isNotModified();
        problem(developer().file(id, "a%20b/d.txt"), 404, "not-found");

        developer().delete(id);
    }

    @Test
    default void changesAFileOnlyAsItsPreconditionSays() {
        String id = developer().create("shop").get("id").toString();
        String first = etag(developer().put(id, "a.txt", SessionApi.bytes("one")));
        String second = etag(developer().put(id, "a.txt", SessionApi.bytes("two")));

        problem(change(HttpMethod.PUT, id, "a.txt", "If-Match", first), 412, "precondition-failed");
        problem(change(HttpMethod.PUT, id, "a.txt", "If-Match", "W/" + second), 412, "precondition-failed");
        problem(change(HttpMethod.PUT, id, "a.txt", "If-None-Match", "*"), 412, "precondition-failed");
        problem(change(HttpMethod.PUT, id, "b.txt", "If-Match", "*"), 412, "precondition-failed");
        problem(change(HttpMethod.DELETE, id, "a.txt", "If-Match", first), 412, "precondition-failed");
        change(HttpMethod.PUT, id, "b.txt", "If-None-Match", "*").expectStatus().isCreated();
        String third = etag(change(HttpMethod.PUT, id, "a.txt", "If-Match", first + ", " + second)
                .expectStatus()
                .isNoContent());
        change(HttpMethod.DELETE, id, "a.txt", "If-Match", third).expectStatus().isNoContent();

        developer().delete(id);
    }

    @Test
    default void listsAndRemovesFiles() {
        String id = developer().create("shop").get("id").toString();
        String tag = etag(developer().put(id, "a/b.txt", SessionApi.bytes("x")));

        assertThat(tree(developer(), id, "").get("truncated")).isEqualTo(false);
        assertThat(entries(developer(), id, ""))
                .anySatisfy(entry -> assertThat(entry)
                        .containsEntry("path", "a")
                        .containsEntry("type", "folder")
                        .containsEntry("size", null)
                        .containsEntry("etag", null))
                .anySatisfy(entry -> {
                    assertThat(entry)
                            .containsEntry("path", "a/b.txt")
                            .containsEntry("type", "file")
                            .containsEntry("size", 1)
                            .containsEntry("etag", tag);
                    assertThat(Instant.parse(entry.get("modified_at").toString()))
                            .isBefore(Instant.now().plusSeconds(5));
                });
        assertThat(entries(developer(), id, "?folder=a")).hasSize(1);
        assertThat(entries(viewer(), id, "")).isEqualTo(entries(developer(), id, ""));
        problem(developer().files(HttpMethod.GET, id, "?folder=b"), 404, "not-found");
        problem(developer().files(HttpMethod.GET, id, "?folder=a/b.txt"), 400, "validation-failed");
        problem(developer().files(HttpMethod.GET, id, "?folder=../a"), 400, "validation-failed");
        problem(developer().files(HttpMethod.GET, id, "?folder="), 400, "validation-failed");
        problem(stranger().files(HttpMethod.GET, id, ""), 404, "not-found");
        problem(stranger().files(HttpMethod.DELETE, id, "/a/b.txt"), 404, "not-found");
        problem(viewer().files(HttpMethod.DELETE, id, "/a/b.txt"), 403, "forbidden");

        problem(developer().files(HttpMethod.DELETE, id, "/a"), 409, "conflict");
        problem(developer().files(HttpMethod.DELETE, id, "/a?recursive=perhaps"), 400, "bad-request");
        developer().files(HttpMethod.DELETE, id, "/a/b.txt").expectStatus().isNoContent();
        problem(developer().files(HttpMethod.DELETE, id, "/a/b.txt"), 404, "not-found");
        developer()
                .files(HttpMethod.DELETE, id, "/a?recursive=true")
                .expectStatus()
                .isNoContent();
        problem(developer().files(HttpMethod.DELETE, id, "/a?recursive=true"), 404, "not-found");
        assertThat(entries(developer(), id, "")).isEmpty();

        developer().delete(id);
        problem(developer().files(HttpMethod.GET, id, ""), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/"})
    default void theWorkspaceItselfIsNoFile(String path) {
        String id = developer().create("shop").get("id").toString();

        for (HttpMethod method : List.of(HttpMethod.PUT, HttpMethod.DELETE)) {
            problem(developer().files(method, id, path), 400, "validation-failed");
        }

        developer().delete(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"..%2f..%2fcontrol", "a/../../x", "%2e%2e/x", "a%00b", "a%0ab", "/etc/passwd", "a//b", "a/"})
    default void refusesAPathThatLeavesTheWorkspace(String path) {
        String id = developer().create("shop").get("id").toString();

        problem(developer().put(id, path, SessionApi.bytes("x")), 400, "validation-failed");
        problem(developer().file(id, path), 400, "validation-failed");
        problem(developer().files(HttpMethod.DELETE, id, "/" + path), 400, "validation-failed");

        developer().delete(id);
    }

    @Test
    default void takesAFileOfThirtyTwoMebibytesAndNoByteMore() {
        String id = developer().create("shop").get("id").toString();
        int limit = 32 << 20;

        developer().put(id, "full", new byte[limit]).expectStatus().isCreated();
        problem(developer().put(id, "more", new byte[limit + 1]), 413, "payload-too-large");

        developer()
                .file(id, "full")
                .expectHeader()
                .contentLength(limit)
                .expectBody(byte[].class)
                .isEqualTo(new byte[limit]);
        problem(developer().file(id, "more"), 404, "not-found");
        developer().delete(id);
    }

    @Test
    default void aWorkspaceTakesNoMoreThanItsQuota() {
        String id = developer().create("shop").get("id").toString();
        int file = 24 << 20;

        developer().put(id, "one", new byte[file]).expectStatus().isCreated();
        problem(developer().put(id, "two", new byte[file]), 507, "insufficient-storage");
        problem(developer().file(id, "two"), 404, "not-found");
        developer().files(HttpMethod.DELETE, id, "/one").expectStatus().isNoContent();
        developer().put(id, "two", new byte[file]).expectStatus().isCreated();

        developer().delete(id);
    }

    private WebTestClient.ResponseSpec change(HttpMethod method, String id, String path, String header, String value) {
        return developer()
                .client()
                .method(method)
                .uri("/api/v1/sessions/" + id + "/files/" + path)
                .header(header, value)
                .bodyValue(SessionApi.bytes(value))
                .exchange();
    }

    private static Map<String, Object> tree(SessionApi api, String id, String query) {
        return api.files(HttpMethod.GET, id, query)
                .expectStatus()
                .isOk()
                .expectBody(SessionApi.OBJECT)
                .returnResult()
                .getResponseBody();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> entries(SessionApi api, String id, String query) {
        return (List<Map<String, Object>>) tree(api, id, query).get("entries");
    }

    private static String etag(WebTestClient.ResponseSpec answer) {
        return answer.returnResult(Void.class).getResponseHeaders().getETag();
    }
}
