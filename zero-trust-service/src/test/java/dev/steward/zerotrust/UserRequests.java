package dev.steward.zerotrust;

import static dev.steward.zerotrust.ZeroTrustClient.body;
import static dev.steward.zerotrust.ZeroTrustClient.credentials;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.Topics;
import dev.steward.kit.testing.TestEvents;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** What an admin does with users, and what that does to them. */
interface UserRequests {

    String USERS = "/api/v1/users/";

    ZeroTrustClient anonymous();

    ZeroTrustClient admin();

    @Test
    default void tokenWithALostRoleIsRefusedInEveryProcess(TestEvents events) {
        String id = admin().createUser("lou", "operator");
        Map<?, ?> login = anonymous().login("lou");
        ZeroTrustClient lou = anonymous().bearing(login.get("access_token").toString());
        lou.get("/api/v1/users").expectStatus().isOk();

        admin().patch("/api/v1/users/" + id, Map.of("roles", List.of("operator", "developer")), "*")
                .expectStatus()
                .isOk();
        lou.get("/api/v1/users").expectStatus().isOk();
        admin().patch("/api/v1/users/" + id, Map.of("roles", List.of("developer")), "*")
                .expectStatus()
                .isOk();

        lou.get("/api/v1/users").expectStatus().isUnauthorized();
        Map<?, ?> refreshed = body(
                anonymous().post("/api/v1/auth/refresh", Map.of("refresh_token", login.get("refresh_token"))), 200);
        anonymous()
                .bearing(refreshed.get("access_token").toString())
                .get("/api/v1/users")
                .expectStatus()
                .isForbidden();
        events.await(Topics.TRUST_STATE, seen -> seen.stream()
                .anyMatch(event -> ("user/" + id).equals(event.subject())
                        && new String(event.data(), UTF_8).contains("tokens_valid_from")));
    }

    @Test
    default void disabledUserIsLockedOutAtOnceAndForEveryProcess(TestEvents events) {
        String gina = admin().createUser("gina");
        ZeroTrustClient asGina = anonymous().as("gina");

        admin().patch(USERS + gina, Map.of("disabled", true), "\"1\"")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"2\"")
                .expectBody()
                .jsonPath("$.disabled")
                .isEqualTo(true);

        asGina.get(USERS + gina).expectStatus().isUnauthorized();
        anonymous()
                .post("/api/v1/auth/login", credentials("gina", TestSecrets.PASSWORD))
                .expectStatus()
                .isUnauthorized();
        events.await(Topics.TRUST_STATE, seen -> seen.stream()
                .anyMatch(event -> event.subject().equals("user/" + gina) && event.sequence() == 2));
        admin().get("/api/v1/users?disabled=true&username=gina")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items[0].id")
                .isEqualTo(gina);
    }

    @Test
    default void changeNeedsTheVersionThatWasRead() {
        String hugo = admin().createUser("hugo");
        Map<String, Object> change = Map.of("roles", List.of("operator"));

        admin().patch(USERS + hugo, change, "\"2\"").expectStatus().isEqualTo(412);
        admin().patch(USERS + hugo, change, "W/\"1\"").expectStatus().isEqualTo(412);
        admin().patch(USERS + hugo, change, "").expectStatus().isEqualTo(412);
        admin().patch(USERS + hugo, change, "\"7\", \"1\"").expectStatus().isOk();
        admin().patch(USERS + hugo, change, "*").expectStatus().isOk();
        admin().patchAnyhow(USERS + hugo, change).expectStatus().isEqualTo(428);
    }

    @Test
    default void twoAdminsWhoDemoteEachOtherLeaveOne() throws Exception {
        String ida = admin().createUser("ida", "admin");
        String first = admin().get("/api/v1/users?username=admin")
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody()
                .toString()
                .replaceAll(".*\\bid=([0-9a-f-]{36}).*", "$1");
        ZeroTrustClient asIda = anonymous().as("ida");
        Map<String, Object> demotion = Map.of("roles", List.of("viewer"));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> both = List.of(
                    () -> status(admin().patch(USERS + ida, demotion, "*")),
                    () -> status(asIda.patch(USERS + first, demotion, "*")));
            List<Integer> answers =
                    threads.invokeAll(both).stream().map(Future::resultNow).toList();

            assertThat(answers).containsExactlyInAnyOrder(200, 409);
            if (answers.getLast() == 200) {
                asIda.patch(USERS + first, Map.of("roles", List.of("admin")), "*")
                        .expectStatus()
                        .isOk();
                // The token of before says a role that was taken away meanwhile.
                anonymous().as("admin").delete(USERS + ida).expectStatus().isNoContent();
            }
        }
    }

    @Test
    default void twoCreatesOfOneNameMakeOneUser() throws Exception {
        Map<String, Object> jan = credentials("jan", TestSecrets.PASSWORD);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> create = () -> status(admin().post("/api/v1/users", jan));

            assertThat(threads.invokeAll(List.of(create, create)).stream().map(Future::resultNow))
                    .containsExactlyInAnyOrder(201, 409);
        }
    }

    @Test
    default void deletedUserIsGoneAndSoIsTheName() {
        String kim = admin().createUser("kim");
        ZeroTrustClient asKim = anonymous().as("kim");
        asKim.delete(USERS + kim).expectStatus().isForbidden();

        admin().delete(USERS + kim).expectStatus().isNoContent();

        asKim.get(USERS + kim).expectStatus().isUnauthorized();
        admin().delete(USERS + kim).expectStatus().isNotFound();
        admin().get(USERS + kim).expectStatus().isNotFound();
        admin().post("/api/v1/users", credentials("kim", TestSecrets.PASSWORD))
                .expectStatus()
                .isEqualTo(409);
    }

    @Test
    default void everyBadFilterIsNamed() {
        admin().get("/api/v1/users?username=-&role=root&disabled=1")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors.length()")
                .isEqualTo(3);
        admin().patch(USERS + "x", Map.of("roles", List.of("root"), "disabled", 1, "name", "x"), "*")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors.length()")
                .isEqualTo(3);
        anonymous().get("/api/v1/users").expectStatus().isUnauthorized();
    }

    @Test
    default void passwordChangesWithTheCurrentOneOrByAnAdmin() {
        String lea = admin().createUser("lea");
        ZeroTrustClient asLea = anonymous().as("lea");
        ZeroTrustClient other = anonymous().as("lea");
        String next = "another horse battery";

        asLea.post("/api/v1/auth/password", Map.of("current_password", "wrong", "password", next))
                .expectStatus()
                .isUnauthorized();
        asLea.post("/api/v1/auth/password", Map.of("current_password", TestSecrets.PASSWORD, "password", "short"))
                .expectStatus()
                .isBadRequest();
        asLea.post("/api/v1/auth/password", Map.of("current_password", TestSecrets.PASSWORD, "password", next))
                .expectStatus()
                .isNoContent();
        anonymous()
                .post("/api/v1/auth/login", credentials("lea", next))
                .expectStatus()
                .isOk();
        other.get("/api/v1/auth/login-sessions").expectStatus().isUnauthorized();
        asLea.post(USERS + lea + "/password", Map.of("password", next))
                .expectStatus()
                .isForbidden();
        admin().post(USERS + lea + "/password", Map.of("password", TestSecrets.PASSWORD))
                .expectStatus()
                .isNoContent();
        asLea.get("/api/v1/auth/login-sessions").expectStatus().isUnauthorized();
        anonymous().login("lea");
    }

    private static int status(ResponseSpec response) {
        return response.expectBody(byte[].class).returnResult().getStatus().value();
    }
}
