package dev.steward.zerotrust;

import static dev.steward.zerotrust.ZeroTrustClient.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.trust.SecretRotated;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

/** Secrets as the members of a project see them. */
interface SecretRequests {

    String SECRETS = "/api/v1/secrets";

    ZeroTrustClient anonymous();

    ZeroTrustClient admin();

    @Test
    default void valueIsForDevelopersAndAdminsOnly() {
        String path = SECRETS + "/" + secret("sec-roles", "token", "for few").get("id");
        String list = SECRETS + "?project_id=sec-roles";
        ZeroTrustClient developer = member("sec-roles", "sec-dev", "developer");
        ZeroTrustClient viewer = member("sec-roles", "sec-view", "viewer");
        admin().createUser("sec-op", "operator");
        ZeroTrustClient operator = anonymous().as("sec-op");
        admin().createProject("sec-other");
        ZeroTrustClient outsider = member("sec-other", "sec-out", "developer");

        for (ZeroTrustClient reader : List.of(developer, admin())) {
            assertThat(body(reader.get(path + "/value"), 200).get("value")).isEqualTo("for few");
        }
        for (ZeroTrustClient looker : List.of(viewer, operator, developer)) {
            assertThat(body(looker.get(list), 200).get("total")).isEqualTo(1);
            looker.get(path).expectStatus().isOk();
        }
        for (String value : List.of("/value", "/versions/1/value")) {
            viewer.get(path + value).expectStatus().isForbidden();
            operator.get(path + value).expectStatus().isNotFound();
            outsider.get(path + value).expectStatus().isNotFound();
            anonymous().get(path + value).expectStatus().isUnauthorized();
        }
        viewer.post(SECRETS, wanted("sec-roles", "own", "x")).expectStatus().isForbidden();
        viewer.post(path + "/rotate", Map.of("value", "x")).expectStatus().isForbidden();
        viewer.put(path, Map.of("value", "x"), "\"1\"").expectStatus().isForbidden();
        viewer.delete(path).expectStatus().isForbidden();
        operator.delete(path).expectStatus().isNotFound();
        outsider.get(list).expectStatus().isNotFound();
        outsider.get(path).expectStatus().isNotFound();
        outsider.delete(path).expectStatus().isNotFound();
        outsider.post(path + "/rotate", Map.of("value", "x")).expectStatus().isNotFound();
        outsider.put(path, Map.of("value", "x"), "\"1\"").expectStatus().isNotFound();
        outsider.post(SECRETS, wanted("sec-roles", "own", "x")).expectStatus().isNotFound();
        developer.post(SECRETS, wanted("sec-roles", "own", "x")).expectStatus().isCreated();
        developer.delete(path).expectStatus().isNoContent();
    }

    @Test
    default void noAnswerAndNoRowRepeatsTheValue(TestDatabase database) {
        String value = "Tr0ub4dor-and-three-more";
        admin().createProject("sec-quiet");
        Map<String, Object> body = wanted("sec-quiet", "token", value);
        Map<?, ?> created = body(admin().post(SECRETS, body, "Idempotency-Key", "quiet"), 201);
        Map<?, ?> again = body(admin().post(SECRETS, body, "Idempotency-Key", "quiet"), 201);
        String path = SECRETS + "/" + created.get("id");
        admin().post(SECRETS, wanted("sec-quiet", "token", value + "!"), "Idempotency-Key", "quiet")
                .expectStatus()
                .isEqualTo(422);

        assertThat(again).isEqualTo(created);
        assertThat(created.keySet())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder(
                        "id", "project_id", "name", "version", "created_at", "changed_at", "previous_valid_until");
        assertThat(List.of(
                                body(admin().get(path), 200),
                                body(admin().get(SECRETS + "?project_id=sec-quiet"), 200),
                                body(admin().post(SECRETS, body), 409),
                                body(admin().put(path, Map.of("value", value), "\"7\""), 412),
                                body(admin().post(path + "/rotate", Map.of("value", value, "overlap", "P8D")), 400))
                        .toString())
                .doesNotContain(value);
        admin().get(path + "/value")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.CACHE_CONTROL, "no-store");
        for (String table : database.rows(
                "select table_name from information_schema.tables where table_schema = 'public'" //
                        + " and table_type = 'BASE TABLE'")) {
            assertThat(database.number("select count(*) from \"" + table + "\" t where t::text like '%" + value
                            + "%' or t::text like '%' || encode(convert_to('" + value + "', 'UTF8'), 'hex') || '%'"))
                    .as(table)
                    .isZero();
        }
    }

    @Test
    default void anotherValueTakesThePlaceOfTheVersionThatIsMeant(TestEvents events) {
        Map<?, ?> created = secret("sec-put", "token", "one");
        String path = SECRETS + "/" + created.get("id");

        admin().post(path, Map.of("value", "two")).expectStatus().isEqualTo(405);
        admin().putAnyhow(path, Map.of("value", "two")).expectStatus().isEqualTo(428);
        admin().put(path, Map.of("value", "two"), "\"2\"").expectStatus().isEqualTo(412);
        admin().put(path, Map.of("value", "two"), "\"1\"")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.ETAG, "\"2\"");

        assertThat(body(admin().get(path + "/value"), 200))
                .isEqualTo(Map.of("id", created.get("id"), "version", 2, "value", "two"));
        admin().get(path + "/versions/1/value").expectStatus().isNotFound();
        assertThat(events.await(SecretRotated.class, 1))
                .filteredOn(event -> event.secretId().equals(created.get("id")))
                .extracting(SecretRotated::version)
                .containsExactly(2);
    }

    @Test
    default void rotatedValueIsReadTooForTheOverlap(TestDatabase database) {
        Map<?, ?> created = secret("sec-rotate", "token", "one");
        String path = SECRETS + "/" + created.get("id");

        Map<?, ?> rotated = body(admin().post(path + "/rotate", Map.of("value", "two", "overlap", "PT1H")), 200);

        assertThat(rotated.get("version")).isEqualTo(2);
        assertThat(rotated.get("previous_valid_until")).isNotNull();
        assertThat(body(admin().get(path + "/value"), 200).get("value")).isEqualTo("two");
        assertThat(body(admin().get(path + "/versions/2/value"), 200).get("value"))
                .isEqualTo("two");
        assertThat(body(admin().get(path + "/versions/1/value"), 200).get("value"))
                .isEqualTo("one");
        database.execute("update secret_versions set valid_until = now() where valid_until is not null"
                + " and secret_id = '" + created.get("id") + "'");
        admin().get(path + "/versions/1/value").expectStatus().isNotFound();
        body(admin().post(path + "/rotate", Map.of("value", "three", "overlap", "PT0S")), 200);
        admin().get(path + "/versions/2/value").expectStatus().isNotFound();

        admin().delete(path).expectStatus().isNoContent();
        admin().delete(path).expectStatus().isNotFound();
        admin().get(path + "/value").expectStatus().isNotFound();
        admin().post(path + "/rotate", Map.of("value", "four")).expectStatus().isNotFound();
        assertThat(database.number(
                        "select count(*) from secret_versions where secret_id = '" + created.get("id") + "'"))
                .isZero();
    }

    @Test
    default void ofRotationsAtOnceEachIsDoneOrRefused(TestDatabase database) throws Exception {
        Map<?, ?> created = secret("sec-race", "token", "zero");
        String path = SECRETS + "/" + created.get("id");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var rotations = IntStream.range(0, 8)
                    .<Callable<Integer>>mapToObj(
                            i -> () -> admin().post(path + "/rotate", Map.of("value", "value " + i))
                                    .expectBody(byte[].class)
                                    .returnResult()
                                    .getStatus()
                                    .value())
                    .toList();
            List<Integer> answers = threads.invokeAll(rotations).stream()
                    .map(rotation -> rotation.resultNow())
                    .toList();
            assertThat(answers).containsOnly(200, 409).contains(200);
            assertThat(body(admin().get(path), 200).get("version"))
                    .isEqualTo(1
                            + (int) answers.stream()
                                    .filter(status -> status == 200)
                                    .count());
        }
        assertThat(database.number(
                        "select count(*) from secret_versions where secret_id = '" + created.get("id") + "'"))
                .isEqualTo(2);
    }

    @Test
    default void valueThatWasMovedToAnotherRowIsNotShown(TestDatabase database) {
        Map<?, ?> mine = secret("sec-swap", "mine", "of mine");
        Map<?, ?> yours = body(admin().post(SECRETS, wanted("sec-swap", "yours", "of yours")), 201);
        database.execute("update secret_versions m set ciphertext = y.ciphertext, nonce = y.nonce,"
                + " data_key = y.data_key, data_key_nonce = y.data_key_nonce"
                + " from secret_versions y where m.secret_id = '" + mine.get("id") + "' and y.secret_id = '"
                + yours.get("id") + "'");
        database.execute(
                "update secret_versions set master_key_id = 'another' where secret_id = '" + yours.get("id") + "'");

        for (Map<?, ?> broken : List.of(mine, yours)) {
            Map<?, ?> refusal = body(admin().get(SECRETS + "/" + broken.get("id") + "/value"), 503);
            assertThat(refusal.get("code")).isEqualTo("service-unavailable");
            assertThat(refusal.get("detail")).isEqualTo("The secret cannot be opened.");
        }
    }

    @Test
    default void archivedProjectTakesNoSecret() {
        String path = SECRETS + "/" + secret("sec-archive", "token", "one").get("id");
        admin().delete("/api/v1/projects/sec-archive").expectStatus().isNoContent();

        admin().post(SECRETS, wanted("sec-archive", "other", "x"))
                .expectStatus()
                .isEqualTo(409);
        admin().post(path + "/rotate", Map.of("value", "x")).expectStatus().isEqualTo(409);
        admin().delete(path).expectStatus().isEqualTo(409);
        assertThat(body(admin().get(path + "/value"), 200).get("value")).isEqualTo("one");
    }

    @Test
    default void everyBadFieldOfASecretIsNamed() {
        admin().createProject("sec-bad");
        Map<String, Object> bad = Map.of("project_id", "Not a slug", "name", "-x", "value", "", "x", 1);
        assertThat(body(admin().post(SECRETS, bad), 400).get("errors").toString())
                .contains("project_id", "name", "value", "field=x");
        for (String value : List.of("x".repeat(65_537), "\u00E9".repeat(32_769))) {
            admin().post(SECRETS, wanted("sec-bad", "big", value))
                    .expectStatus()
                    .isBadRequest();
        }
        String most = "\u00E9".repeat(32_768);
        Map<?, ?> big = body(admin().post(SECRETS, wanted("sec-bad", "big", most)), 201);
        assertThat(body(admin().get(SECRETS + "/" + big.get("id") + "/value"), 200)
                        .get("value"))
                .isEqualTo(most);
        admin().post(SECRETS, Map.of("project_id", "sec-bad", "name", "n", "value", 7))
                .expectStatus()
                .isBadRequest();
        admin().post(SECRETS, wanted("sec-unknown", "n", "x")).expectStatus().isNotFound();
        admin().get(SECRETS).expectStatus().isBadRequest();
        admin().get(SECRETS + "?project_id=No+Slug").expectStatus().isBadRequest();
        admin().get(SECRETS + "?project_id=sec-unknown").expectStatus().isNotFound();
        assertThat(body(admin().get(SECRETS + "?project_id=sec-bad&name=none"), 200)
                        .get("total"))
                .isEqualTo(0);
        admin().get(SECRETS + "/no-uuid/value").expectStatus().isNotFound();
        admin().get(SECRETS + "/" + big.get("id") + "/versions/one/value")
                .expectStatus()
                .isBadRequest();
        admin().get(SECRETS + "/" + big.get("id") + "/versions/0/value")
                .expectStatus()
                .isNotFound();
    }

    private Map<?, ?> secret(String project, String name, String value) {
        admin().createProject(project);
        return body(admin().post(SECRETS, wanted(project, name, value)), 201);
    }

    private ZeroTrustClient member(String project, String name, String role) {
        String id = admin().createUser(name);
        admin().putMember(project, id, role).expectStatus().isOk();
        return anonymous().as(name);
    }

    private static Map<String, Object> wanted(String project, String name, String value) {
        return Map.of("project_id", project, "name", name, "value", value);
    }
}
