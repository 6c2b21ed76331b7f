package dev.steward.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the service refuses: always as a problem, never with a 500, and nothing is stored. */
interface RefusedRequests {

    Jobs jobs();

    /** The folder that holds a folder of each project. */
    Path datasets();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apollo/never-uploaded.csv",
                "gemini/secret.csv",
                "http://127.0.0.1/a.csv",
                "file:///etc/passwd",
                "/etc/passwd",
                "../../etc/passwd",
                "apollo/../gemini/secret.csv",
                "apollo/*.csv",
                "apollo/[a-z].csv",
                "apollo/a\\u0000.csv",
                "apollo/link.csv",
                "apollo",
                ""
            })
    default void refusesADatasetPathThatNamesNoUploadedFileOfTheProject(String path, TestDatabase database)
            throws IOException {
        jobs().upload("stranger", "gemini", "secret.csv", "a\n1\n")
                .expectStatus()
                .is2xxSuccessful();
        Path link = Files.createDirectories(datasets().resolve("apollo")).resolve("link.csv");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, datasets().resolve("gemini/secret.csv"));
        long before = database.number("SELECT count(*) FROM job");

        JsonNode problem =
                Jobs.json(jobs().submit("dev", Jobs.body(path)).expectStatus().isBadRequest());

        assertThat(problem.get("code").stringValue()).isEqualTo("validation-failed");
        assertThat(problem.at("/errors/0/field").stringValue()).isEqualTo("payload.dataset_path");
        assertThat(database.number("SELECT count(*) FROM job")).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '#',
            value = {
                "{} ! payload",
                "{\"type\": \"mining\", \"project_id\": \"apollo\", \"payload\": {\"dataset_path\": \"apollo/x\"}} ! type",
                "{\"type\": 7, \"project_id\": \"apollo\", \"payload\": {\"dataset_path\": \"apollo/x\"}} ! type",
                "{\"type\": \"dataset-validation\", \"project_id\": \"apollo\", \"payload\": {}} ! payload.dataset_path",
                "{\"type\": \"dataset-validation\", \"project_id\": \"apollo\", \"payload\": {\"dataset_path\": \"apollo/x\", \"config\": {\"ranges\": {\"p\": {\"min\": 2, \"max\": 1}}}}} ! payload.config.ranges.p",
                "{\"type\": \"dataset-validation\", \"project_id\": \"apollo\", \"payload\": {\"dataset_path\": \"apollo/x\", \"config\": {\"ranges\": {\"p\": {\"from\": 2}}}}} ! payload.config.ranges.p",
                "{\"type\": \"dataset-validation\", \"project_id\": \"apollo\", \"payload\": {\"dataset_path\": \"apollo/x\"}, \"run\": 1} ! run"
            })
    default void namesEveryBadField(String body, String field) {
        JsonNode problem = Jobs.json(jobs().submit("dev", body).expectStatus().isBadRequest());

        assertThat(problem.get("errors").valueStream().map(error -> error.get("field")
                        .stringValue()))
                .contains(field);
    }

    @Test
    default void namesWhatIsWrongInShapeAndInSubstanceAtOnce() {
        JsonNode problem = Jobs.json(jobs().submit("dev", """
                        {"type": "mining", "project_id": 7, "run": 1,
                         "payload": {"dataset_path": "../x", "config": {"ranges": {"p": {"min": 2, "max": 1}}}}}""").expectStatus().isBadRequest());

        assertThat(problem.get("errors").valueStream().map(error -> error.get("field")
                        .stringValue()))
                .containsExactlyInAnyOrder(
                        "type", "project_id", "run", "payload.dataset_path", "payload.config.ranges.p");
    }

    @Test
    default void refusesGarbageAndABodyThatIsTooLarge() {
        jobs().submit("dev", "{\"type\"").expectStatus().isBadRequest();
        jobs().submit("dev", "{\"type\": \"" + "x".repeat(2 << 20) + "\"}")
                .expectStatus()
                .isEqualTo(413);
    }

    @Test
    default void showsAJobToNobodyOutsideItsProject() {
        String id = jobs().validate("private.csv", "a\n1\n2\n");

        jobs().get("viewer", "/api/v1/jobs/" + id).expectStatus().isOk();
        jobs().get("root", "/api/v1/jobs/" + id).expectStatus().isOk();
        jobs().get("stranger", "/api/v1/jobs/" + id).expectStatus().isNotFound();
        jobs().get("", "/api/v1/jobs/" + id).expectStatus().isUnauthorized();
        jobs().get("dev", "/api/v1/jobs/" + UUID.randomUUID()).expectStatus().isNotFound();
        jobs().get("dev", "/api/v1/jobs/no-uuid").expectStatus().isNotFound();
    }

    @Test
    default void letsOnlyDevelopersOfTheProjectAct() {
        jobs().upload("viewer", "apollo", "v.csv", "a\n").expectStatus().isForbidden();
        jobs().upload("stranger", "apollo", "s.csv", "a\n").expectStatus().isNotFound();
        jobs().upload("dev", "unknown", "u.csv", "a\n").expectStatus().isNotFound();
        jobs().upload("dev", "Not A Slug", "u.csv", "a\n").expectStatus().isBadRequest();
        jobs().upload("", "apollo", "u.csv", "a\n").expectStatus().isUnauthorized();
        jobs().submit("stranger", Jobs.body("apollo/sales.csv")).expectStatus().isNotFound();
        jobs().submit("viewer", Jobs.body("apollo/sales.csv")).expectStatus().isForbidden();
    }
}
