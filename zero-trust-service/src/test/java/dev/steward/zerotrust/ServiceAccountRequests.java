package dev.steward.zerotrust;

import static dev.steward.zerotrust.ZeroTrustClient.body;
import static dev.steward.zerotrust.ZeroTrustClient.credentials;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.Topics;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Service accounts as admins see them. */
interface ServiceAccountRequests {

    String ACCOUNTS = "/api/v1/service-accounts";

    ZeroTrustClient anonymous();

    ZeroTrustClient admin();

    @Test
    default void serviceAccountIsCreatedWithASecretShownOnce(TestDatabase database) {
        Map<String, Object> deployer = Map.of("name", " Deployer ", "roles", List.of("operator"));
        Map<?, ?> created = body(
                admin().post(ACCOUNTS, deployer, "Idempotency-Key", "deployer")
                        .expectHeader()
                        .valueMatches("Location", ACCOUNTS + "/[0-9a-f-]{36}")
                        .expectHeader()
                        .valueEquals("Cache-Control", "no-store"),
                201);
        Map<?, ?> again = body(admin().post(ACCOUNTS, deployer, "Idempotency-Key", "deployer"), 201);
        String path = ACCOUNTS + "/" + created.get("id");
        String secret = created.get("client_secret").toString();

        assertThat(created.get("client_id")).isEqualTo(created.get("id"));
        assertThat(created.get("name")).isEqualTo("Deployer");
        assertThat(again.get("id")).isEqualTo(created.get("id"));
        assertThat(again.get("client_secret")).isNull();
        assertThat(again.get("secret_available")).isEqualTo(false);
        assertThat(body(admin().get(path), 200).toString()).doesNotContain(secret);
        assertThat(((List<?>) body(admin().get(ACCOUNTS), 200).get("items")).toString())
                .contains(created.get("id").toString())
                .doesNotContain(secret);
        assertThat(database.number("select count(*) from service_accounts where position(convert_to('" + secret
                        + "', 'UTF8') in secret_hash) > 0"))
                .isZero();

        Map<?, ?> rotated = body(admin().post(path + "/rotate", Map.of("overlap", "PT1H")), 200);
        assertThat(rotated.get("client_secret").toString()).hasSize(43).isNotEqualTo(secret);
        assertThat(body(admin().get(path), 200).get("previous_secret_valid_until"))
                .isNotNull();
    }

    @Test
    default void eventSourceIsOfOneServiceAccountAlsoWhenManyWantItAtOnce() throws Exception {
        List<String> wanted = List.of("/wanted", "/wanted/below");
        List<Integer> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var creations = IntStream.range(0, 8)
                    .<Callable<Integer>>mapToObj(i ->
                            () -> admin().post(ACCOUNTS, Map.of("name", "Sender", "event_source", wanted.get(i % 2)))
                                    .returnResult(byte[].class)
                                    .getStatus()
                                    .value())
                    .toList();
            answers =
                    threads.invokeAll(creations).stream().map(Future::resultNow).toList();
        }
        assertThat(answers).containsOnlyOnce(201).containsOnly(201, 409);

        Map<?, ?> other = body(admin().post(ACCOUNTS, Map.of("name", "Other", "event_source", "/wanting")), 201);
        String path = ACCOUNTS + "/" + other.get("id");
        assertThat(other.get("event_source")).isEqualTo("/wanting");
        admin().patch(path, Map.of("event_source", "/wanted"), "*")
                .expectStatus()
                .isEqualTo(409);
        admin().patch(path, Map.of("event_source", ""), "*")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"2\"")
                .expectBody()
                .jsonPath("$.event_source")
                .isEmpty();
        for (Object bad : List.of("ci", "/", "/ci/../x", "/gateway", "/callers/" + other.get("id"), "https:", 5)) {
            admin().patch(path, Map.of("event_source", bad), "*").expectStatus().isBadRequest();
            admin().post(ACCOUNTS, Map.of("name", "Bad", "event_source", bad))
                    .expectStatus()
                    .isBadRequest();
        }
    }

    @Test
    default void serviceAccountChangesAndGoesForEveryProcess(TestEvents events) {
        String id = body(admin().post(ACCOUNTS, Map.of("name", "Runner")), 201)
                .get("id")
                .toString();
        String path = ACCOUNTS + "/" + id;
        admin().createProject("runs");
        admin().putMember("runs", id, "developer").expectStatus().isOk();

        admin().patch(path, Map.of("name", "Runner 2", "roles", List.of("viewer"), "disabled", true), "\"1\"")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"3\"")
                .expectBody()
                .jsonPath("$.name")
                .isEqualTo("Runner 2")
                .jsonPath("$.disabled")
                .isEqualTo(true);
        admin().patch(path, Map.of("name", "Runner 3"), "\"2\"").expectStatus().isEqualTo(412);
        admin().patchAnyhow(path, Map.of("name", "Runner 3")).expectStatus().isEqualTo(428);
        events.await(Topics.TRUST_STATE, seen -> seen.stream()
                .anyMatch(event -> event.subject().equals("user/" + id) && event.sequence() == 2));

        admin().delete(path).expectStatus().isNoContent();
        admin().delete(path).expectStatus().isNotFound();
        admin().get(path).expectStatus().isNotFound();
        admin().post(path + "/rotate", Map.of()).expectStatus().isNotFound();
        admin().get("/api/v1/projects/runs/members/" + id).expectStatus().isNotFound();
    }

    @Test
    default void serviceAccountIsNoUserToLogInAs() {
        Map<?, ?> account = body(admin().post(ACCOUNTS, Map.of("name", "Robot")), 201);
        String user = "/api/v1/users/" + account.get("id");

        admin().get(user).expectStatus().isNotFound();
        admin().delete(user).expectStatus().isNotFound();
        admin().patch(user, Map.of("disabled", true), "*").expectStatus().isNotFound();
        admin().post(user + "/password", Map.of("password", TestSecrets.PASSWORD))
                .expectStatus()
                .isNotFound();
        String name = "service-account-" + account.get("id");
        assertThat(body(admin().get("/api/v1/users?username=" + name), 200).get("total"))
                .isEqualTo(0);
        for (String password : List.of(account.get("client_secret").toString(), "!", TestSecrets.PASSWORD)) {
            anonymous()
                    .post("/api/v1/auth/login", credentials(name, password))
                    .expectStatus()
                    .isUnauthorized();
        }
    }

    @Test
    default void serviceAccountsAreForAdmins() {
        admin().createUser("sa-olga", "operator");
        admin().createUser("sa-paul");
        ZeroTrustClient operator = anonymous().as("sa-olga");
        ZeroTrustClient nobody = anonymous().as("sa-paul");

        operator.get(ACCOUNTS).expectStatus().isOk();
        operator.post(ACCOUNTS, Map.of("name", "Mine")).expectStatus().isForbidden();
        nobody.get(ACCOUNTS).expectStatus().isForbidden();
        nobody.post(ACCOUNTS, Map.of("name", "Mine")).expectStatus().isForbidden();
        anonymous().get(ACCOUNTS).expectStatus().isUnauthorized();
    }

    @Test
    default void everyBadFieldOfAServiceAccountIsNamed() {
        assertThat(body(admin().post(ACCOUNTS, Map.of("name", "a\u0000", "roles", List.of("root"), "x", 1)), 400)
                        .get("errors")
                        .toString())
                .contains("name", "roles[0]", "field=x");
        String path = ACCOUNTS + "/0198c0de-0000-7000-8000-000000000000";
        for (Object overlap : List.of("PT-1S", "P7DT1S", "soon", 5)) {
            admin().post(path + "/rotate", Map.of("overlap", overlap))
                    .expectStatus()
                    .isBadRequest();
        }
        admin().patch(path, Map.of("name", " "), "*").expectStatus().isBadRequest();
        admin().patch(path, Map.of("name", "Nobody"), "*").expectStatus().isNotFound();
        admin().get(ACCOUNTS + "/no-uuid").expectStatus().isNotFound();
    }
}
