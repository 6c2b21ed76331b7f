package dev.steward.session;

import static dev.steward.session.SessionApi.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Hostile values in every field a session can be asked for with: refused by name, and nothing comes of them. */
class HostileSessionIT extends SharedService {

    private static final String STORED = "select count(*) from session";

    /** Each would show itself as this file if anything ran it. */
    private static final Path PROOF = DATA.resolve("proof");

    private static final List<String> TEXTS = List.of(
            "; rm -rf /",
            "; touch " + PROOF,
            "$(touch " + PROOF + ")",
            "`touch " + PROOF + "`",
            "| touch " + PROOF,
            "../../../etc/passwd",
            "..",
            "%2e%2e%2f",
            "-v",
            "--privileged",
            "a\u0000b",
            "a\nb",
            "\ud800",
            "' or '1'='1",
            "<script>alert(1)</script>",
            "{\"$ref\": \"x\"}",
            "x".repeat(10_240));

    /** What can be the id of a user is nothing worse than another user's. */
    private static final String CALLER = "[A-Za-z0-9._-]{1,64}";

    private static final List<String> TEXT_FIELDS = List.of(
            "project_id",
            "user_id",
            "runtime",
            "template",
            "image",
            "resources.cpu",
            "resources.memory",
            "resources.disk",
            "ttl",
            "idle_timeout",
            "devcontainer.image",
            "devcontainer.workspaceFolder",
            "devcontainer.hostRequirements.cpus",
            "devcontainer.hostRequirements.memory",
            "devcontainer.hostRequirements.storage");

    private static final List<Object> SHAPES = List.of(7, true, 1.5, List.of(), List.of("x"), Map.of("x", Map.of()));

    private static final List<String> OBJECTS =
            List.of("resources", "env", "devcontainer", "devcontainer.containerEnv", "devcontainer.hostRequirements");

    /** The path of the field, its value, and the field a refusal has to name. */
    static Stream<Arguments> hostile() {
        return Stream.of(
                        texts(),
                        shapes(),
                        Stream.of(OBJECTS.toArray(String[]::new))
                                .flatMap(field -> Stream.of(
                                        Arguments.of(field, "x", field),
                                        Arguments.of(field, List.of(), field),
                                        Arguments.of(field, 7, field))),
                        ports("ports"),
                        ports("devcontainer.forwardPorts"),
                        env("env"),
                        env("devcontainer.containerEnv"),
                        env("devcontainer.remoteEnv"),
                        commands())
                .flatMap(each -> each);
    }

    private static Stream<Arguments> texts() {
        return TEXT_FIELDS.stream().flatMap(field -> TEXTS.stream()
                .filter(text -> !field.equals("user_id") || !text.matches(CALLER))
                .map(text -> Arguments.of(field, text, field)));
    }

    private static Stream<Arguments> shapes() {
        return TEXT_FIELDS.stream()
                .filter(field -> !field.startsWith("devcontainer.hostRequirements"))
                .flatMap(field -> SHAPES.stream().map(value -> Arguments.of(field, value, field)));
    }

    private static Stream<Arguments> ports(String field) {
        return Stream.of(
                Arguments.of(field, "80", field),
                Arguments.of(field, Map.of("0", 80), field),
                Arguments.of(field, List.of(80, 0), field + "[1]"),
                Arguments.of(field, List.of(-1), field + "[0]"),
                Arguments.of(field, List.of(65_536), field + "[0]"),
                Arguments.of(field, List.of(4_294_967_376L), field + "[0]"),
                Arguments.of(field, List.of("; rm -rf /"), field + "[0]"),
                Arguments.of(field, List.of(80.5), field + "[0]"),
                Arguments.of(field, List.of(80, 80), field + "[1]"),
                Arguments.of(field, List.of(List.of(80)), field + "[0]"),
                Arguments.of(field, List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), field));
    }

    private static Stream<Arguments> env(String field) {
        return Stream.of(
                Arguments.of(field, Map.of("; rm -rf /", "x"), field + ".; rm -rf /"),
                Arguments.of(field, Map.of("../x", "x"), field + ".../x"),
                Arguments.of(field, Map.of("A=B", "x"), field + ".A=B"),
                Arguments.of(field, Map.of("A\u0000", "x"), field + ".A?"),
                Arguments.of(field, Map.of("", "x"), field + "."),
                Arguments.of(field, Map.of("A".repeat(10_240), "x"), field + "." + "A".repeat(40) + "..."),
                Arguments.of(field, Map.of("LD_PRELOAD", "/x.so"), field + ".LD_PRELOAD"),
                Arguments.of(field, Map.of("STEWARD_SESSION_ID", "x"), field + ".STEWARD_SESSION_ID"),
                Arguments.of(field, Map.of("PATH", "/x"), field + ".PATH"),
                Arguments.of(field, Map.of("A", "x\u0000y"), field + ".A"),
                Arguments.of(field, Map.of("A", 7), field + ".A"),
                Arguments.of(field, Map.of("A", List.of("x")), field + ".A"),
                Arguments.of(field, Map.of("A", "x".repeat(40_000)), field + ".A"));
    }

    private static Stream<Arguments> commands() {
        return Stream.of("onCreateCommand", "postCreateCommand", "postStartCommand")
                .map(name -> "devcontainer." + name)
                .flatMap(field -> Stream.of(
                        Arguments.of(field, "touch " + PROOF + "\u0000", field),
                        Arguments.of(field, "x".repeat(10_240), field),
                        Arguments.of(field, 7, field),
                        Arguments.of(field, List.of(), field),
                        Arguments.of(field, List.of("touch", 7), field),
                        Arguments.of(field, Map.of("a", List.of("touch", PROOF.toString(), "\u0000")), field + ".a"),
                        Arguments.of(field, "${localEnv:HOME}/x", field)));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void isRefusedByNameAndNothingComesOfIt(String field, Object value, String named, TestDatabase database)
            throws IOException {
        long before = database.number(STORED);

        Map<String, Object> problem = developer
                .client()
                .post()
                .uri("/api/v1/sessions")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(JsonMapper.shared().writeValueAsString(body(field, value)))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody(SessionApi.OBJECT)
                .returnResult()
                .getResponseBody();

        assertThat(problem).containsEntry("code", "validation-failed");
        assertThat(((List<?>) problem.get("errors"))
                        .stream().map(error -> ((Map<?, ?>) error).get("field").toString()))
                .contains(named);
        assertThat(problem.toString()).hasSizeLessThan(2_000);
        assertThat(database.number(STORED)).isEqualTo(before);
        assertThat(PROOF).doesNotExist();
        assertThat(SessionApi.folders(DATA)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void anIdThatIsNoneIsNotFound(String id) {
        for (String rest : List.of("", "/expiry", "/history", "/usage", "/files")) {
            problem(
                    developer
                            .client()
                            .get()
                            .uri("/api/v1/sessions/{id}" + rest, id)
                            .exchange(),
                    404,
                    "not-found");
        }
        problem(developer.client().delete().uri("/api/v1/sessions/{id}", id).exchange(), 404, "not-found");
    }

    static Stream<String> ids() {
        return TEXTS.stream().filter(text -> text.length() < 1_000 && !text.equals("..") && !text.equals("\ud800"));
    }

    private static Map<String, Object> body(String path, Object value) {
        Map<String, Object> body = new HashMap<>(Map.of("project_id", "shop"));
        String[] names = path.split("\\.", -1);
        Object nested = value;
        for (int i = names.length - 1; i > 0; i--) {
            nested = Map.of(names[i], nested);
        }
        body.put(names[0], nested);
        return body;
    }
}
