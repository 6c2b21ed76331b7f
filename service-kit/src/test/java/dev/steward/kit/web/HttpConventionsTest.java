package dev.steward.kit.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.steward.kit.config.ClockAutoConfiguration;
import dev.steward.kit.security.SecurityAutoConfiguration;
import dev.steward.kit.testing.TestProjects;
import dev.steward.kit.testing.TestSecurity;
import dev.steward.kit.testing.TestTokens;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;
import org.springframework.context.annotation.Import;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.reactive.server.StatusAssertions;
import org.springframework.test.web.reactive.server.WebTestClient;

@WebFluxTest(controllers = ThingService.ThingController.class)
@ImportAutoConfiguration({ClockAutoConfiguration.class, WebAutoConfiguration.class, SecurityAutoConfiguration.class})
@Import({TestSecurity.class, ThingService.ThingController.class})
@ContextConfiguration(classes = ThingService.Application.class)
class HttpConventionsTest {

    private static final ParameterizedTypeReference<List<String>> STRINGS = new ParameterizedTypeReference<>() {};

    @Autowired
    private WebTestClient http;

    @Autowired
    private TestTokens tokens;

    @Autowired
    private TestProjects projects;

    @BeforeEach
    void project() {
        projects.put("shop", Map.of("ada", "developer", "vic", "viewer"));
    }

    @Test
    void everyBadFieldIsNamedAtOnce() {
        post("""
                {"project_id": 7, "size": "9", "surprise": true, "parts": [{"name": 3}], "nested": {"deep": [], "other": 1}}""")
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("validation-failed")
                .jsonPath("$.errors[*].field")
                .value(STRINGS, fields -> assertThat(fields)
                        .containsExactlyInAnyOrder(
                                "project_id",
                                "name",
                                "size",
                                "surprise",
                                "parts[0].name",
                                "nested.deep",
                                "nested.other",
                                "nested.weight"));
    }

    @Test
    void aWrongTypeHidesNeitherWhatIsMissingNorWhatIsNotAllowed() {
        badFields("{\"size\": \"9\", \"project_id\": \"Not A Slug\", \"surprise\": true}")
                .containsExactlyInAnyOrder("size", "surprise", "project_id", "name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"\"3\" | true", "* | true", "\"1\", \"3\" | true", "\"1\" | false", "W/\"3\" | false", "3 | false"
            })
    void changeCoversTheVersionsItNames(String tags, boolean covered) {
        http.put()
                .uri("/things/3")
                .header(HttpHeaders.IF_MATCH, tags)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Boolean.class)
                .isEqualTo(covered);
    }

    @Test
    void changeHasToSayWhichVersionItIsMeantFor() {
        http.put()
                .uri("/things/3")
                .exchange()
                .expectStatus()
                .isEqualTo(428)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("precondition-required");
    }

    @Test
    void everyBadElementIsNamed() {
        badFields("""
                {"project_id": "a", "name": "n",
                 "parts": [{"name": 1}, {"name": "too long"}, 7, {"name": "fine"}],
                 "nested": {"deep": "d"}, "codes": [1, "2", null, true], "limits": {"Big": "x", "Small": 0}}""")
                .containsExactlyInAnyOrder(
                        "parts[0].name",
                        "parts[1].name",
                        "parts[2]",
                        "parts",
                        "nested.weight",
                        "codes[1]",
                        "codes[3]",
                        "codes[]",
                        "limits.Big",
                        "limits.Small");
    }

    @Test
    void aNumberThatIsTooLargeIsNamed() {
        badFields(
                        "{\"project_id\": \"shop\", \"name\": \"x\", \"size\": 4294967376, \"codes\": [99999999999999999999]}")
                .containsExactlyInAnyOrder("size", "codes[0]");
    }

    @Test
    void aFieldIsNamedOnce() {
        badFields("{\"project_id\": 7, \"name\": null, \"nested\": {\"weight\": \"1\"}}")
                .containsExactlyInAnyOrder("project_id", "name", "nested.weight");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "\"x\"", "{} {}", "{\"project_id\":\"a\",\"project_id\":\"b\"}"})
    void whatIsNotOneJsonObjectIsMalformed(String body) {
        post(body).expectStatus().isBadRequest().expectBody().jsonPath("$.code").isEqualTo("bad-request");
    }

    @Test
    void aDeeplyNestedBodyIsRefused() {
        post("{\"parts\":" + "[".repeat(100_000)).expectStatus().isBadRequest();
    }

    @Test
    void aBodyOverTheLimitIsTooLarge() {
        post("{\"name\":\"" + "x".repeat(2_000_000) + "\"}").expectStatus().isEqualTo(413);
    }

    @Test
    void whatNeedsNoBodyTakesOneOrNone() {
        http.put()
                .uri("/parts/any")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.name")
                .isEmpty();
        any(MediaType.APPLICATION_JSON, "{\"name\": \"bolt\"}")
                .isOk()
                .expectBody()
                .jsonPath("$.name")
                .isEqualTo("bolt");
        any(MediaType.APPLICATION_JSON, "{\"name\": 7}").isBadRequest();
        any(MediaType.APPLICATION_JSON, "").isBadRequest();
        any(MediaType.TEXT_PLAIN, "bolt").isEqualTo(415);
    }

    private StatusAssertions any(MediaType type, String body) {
        return http.put()
                .uri("/parts/any")
                .contentType(type)
                .bodyValue(body)
                .exchange()
                .expectStatus();
    }

    @Test
    void anotherMediaTypeIsRefused() {
        http.post()
                .uri("/things")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + tokens.token("ada"))
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue("{}")
                .exchange()
                .expectStatus()
                .isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource({"0,20", "1,0", "1,101", "x,20", "99999999999,20"})
    void pageParametersOutOfRangeAreNamed(String page, String size) {
        get("/things?page=" + page + "&page_size=" + size, "ada")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors.length()")
                .isEqualTo(1);
    }

    @Test
    void aPageSaysWhereItStands() {
        get("/things?page=2&page_size=2", "ada")
                .expectBody()
                .json("{\"items\":[\"c\"],\"page\":2,\"page_size\":2,\"total\":3,\"total_pages\":2}");
    }

    @Test
    void anUnknownPathIsNotFoundAndAnUnknownMethodNotAllowed() {
        get("/nothing", "ada").expectStatus().isNotFound();
        http.delete()
                .uri("/things")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + tokens.token("ada"))
                .exchange()
                .expectStatus()
                .isEqualTo(405)
                .expectHeader()
                .valueEquals(HttpHeaders.ALLOW, "GET, POST");
    }

    @Test
    void aProjectOneMayNotSeeDoesNotExist() {
        get("/projects/shop", "ada").expectStatus().isOk();
        get("/projects/shop", "eve").expectStatus().isNotFound();
        get("/projects/unknown", "ada").expectStatus().isNotFound();
        get("/projects/UPPER", "ada").expectStatus().isBadRequest();
    }

    @Test
    void aRoleThatLacksThePermissionIsForbidden() {
        post("{\"project_id\":\"shop\",\"name\":\"n\"}", "vic").expectStatus().isForbidden();
        post("{\"project_id\":\"shop\",\"name\":\"n\"}", "ada").expectStatus().isOk();
        get("/platform", "ada").expectStatus().isForbidden();
    }

    @Test
    void anArchivedProjectTakesNoWrites() {
        projects.archive("shop");

        post("{\"project_id\":\"shop\",\"name\":\"n\"}", "ada").expectStatus().isEqualTo(409);
        get("/projects/shop", "ada").expectStatus().isOk();
    }

    @Test
    void aTraceIdIsTakenOverOrReplaced() {
        http.get()
                .uri("/open")
                .header(Correlation.HEADER, "my-trace.1")
                .exchange()
                .expectHeader()
                .valueEquals(Correlation.HEADER, "my-trace.1")
                .expectBody(String.class)
                .isEqualTo("my-trace.1");
        http.get()
                .uri("/nothing")
                .header(Correlation.HEADER, "bad id <script>")
                .exchange()
                .expectHeader()
                .valueMatches(Correlation.HEADER, "[0-9a-f]{32}")
                .expectBody()
                .jsonPath("$.trace_id")
                .value(String.class, id -> assertThat(id).matches("[0-9a-f]{32}"));
    }

    @Test
    void anUnexpectedErrorTellsNothing() {
        get("/broken", "ada")
                .expectStatus()
                .isEqualTo(500)
                .expectBody(String.class)
                .value(body -> assertThat(body)
                        .contains("internal-error")
                        .doesNotContain("secret")
                        .doesNotContain("Exception"));
    }

    private ListAssert<String> badFields(String body) {
        return assertThat(post(body)
                .expectStatus()
                .isBadRequest()
                .expectBody(BadFields.class)
                .returnResult()
                .getResponseBody()
                .errors()
                .stream()
                .map(FieldProblem::field)
                .toList());
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record BadFields(List<FieldProblem> errors) {}

    private WebTestClient.ResponseSpec get(String uri, String user) {
        return http.get()
                .uri(uri)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + tokens.token(user))
                .exchange();
    }

    private WebTestClient.ResponseSpec post(String body) {
        return post(body, "ada");
    }

    private WebTestClient.ResponseSpec post(String body, String user) {
        return http.post()
                .uri("/things")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + tokens.token(user))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }
}
