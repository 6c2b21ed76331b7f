package dev.steward.zerotrust;

import static dev.steward.zerotrust.ZeroTrustClient.body;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.steward.events.Topics;
import dev.steward.kit.testing.TestEvents;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Groups and the roles they give. */
interface GroupRequests {

    String GROUPS = "/api/v1/groups";
    String ROLES = "/api/v1/roles";

    ZeroTrustClient anonymous();

    ZeroTrustClient admin();

    @Test
    default void whatGroupsAndRolesTakeAwayEndsTheTokensOfBefore() {
        admin().post("/api/v1/roles", Map.of("name", "gate", "permissions", List.of("users:read", "jobs:read")))
                .expectStatus()
                .isCreated();
        String group = body(
                        admin().post("/api/v1/groups", Map.of("name", "Gate", "roles", List.of("gate", "viewer"))), 201)
                .get("id")
                .toString();
        String user = admin().createUser("gate-keeper");
        String membership = "/api/v1/groups/" + group + "/members/" + user;
        admin().putAnyhow(membership, Map.of()).expectStatus().is2xxSuccessful();

        ZeroTrustClient keeper = anonymous().as("gate-keeper");
        keeper.get("/api/v1/users").expectStatus().isOk();
        admin().patch("/api/v1/roles/gate", Map.of("permissions", List.of("users:read")), "*")
                .expectStatus()
                .isOk();
        keeper.get("/api/v1/users").expectStatus().isUnauthorized();

        keeper = anonymous().as("gate-keeper");
        keeper.get("/api/v1/users").expectStatus().isOk();
        admin().patch("/api/v1/groups/" + group, Map.of("roles", List.of("gate")), "*")
                .expectStatus()
                .isOk();
        keeper.get("/api/v1/users").expectStatus().isUnauthorized();

        keeper = anonymous().as("gate-keeper");
        keeper.get("/api/v1/users").expectStatus().isOk();
        admin().delete(membership).expectStatus().isNoContent();
        keeper.get("/api/v1/users").expectStatus().isUnauthorized();
        anonymous().as("gate-keeper").get("/api/v1/users").expectStatus().isForbidden();
        admin().delete("/api/v1/groups/" + group).expectStatus().isNoContent();
        admin().delete("/api/v1/roles/gate").expectStatus().isNoContent();
    }

    @Test
    default void groupGivesItsMembersRolesAndTakesThem(TestEvents events) throws Exception {
        String ada = admin().createUser("group-ada");
        admin().createProject("grouped");
        String group = group("Crew", "operator");
        Map<?, ?> granted = body(admin().put(group + "/projects/grouped", Map.of("role", "developer"), "*"), 200);
        assertThat(granted.get("projects")).isEqualTo(List.of(Map.of("project_id", "grouped", "role", "developer")));
        ZeroTrustClient before = anonymous().as("group-ada");
        before.get("/api/v1/projects/grouped").expectStatus().isNotFound();
        before.get("/api/v1/users").expectStatus().isForbidden();

        admin().put(group + "/members/" + ada, Map.of(), "*").expectStatus().isOk();
        admin().put(group + "/members/" + ada, Map.of(), "*").expectStatus().isOk();

        assertThat(body(before.get("/api/v1/projects/grouped"), 200).get("members"))
                .isEqualTo(List.of(
                        Map.of("project_id", "grouped", "user_id", ada, "role", "developer", "by_group", true)));
        Map<?, ?> login = anonymous().login("group-ada");
        var claims = SignedJWT.parse(login.get("access_token").toString()).getJWTClaimsSet();
        assertThat(claims.getStringListClaim("roles")).containsExactly("operator");
        assertThat(claims.getJSONObjectClaim("projects")).isEqualTo(Map.of("grouped", "developer"));
        anonymous()
                .bearing(login.get("access_token").toString())
                .get("/api/v1/users")
                .expectStatus()
                .isOk();
        assertThat(body(admin().get(GROUPS + "?user_id=" + ada), 200).get("total"))
                .isEqualTo(1);
        assertThat(body(admin().get(group + "/members"), 200).get("total")).isEqualTo(1);

        admin().delete(group + "/members/" + ada).expectStatus().isNoContent();
        admin().delete(group + "/members/" + ada).expectStatus().isNotFound();
        before.get("/api/v1/projects/grouped").expectStatus().isUnauthorized();
        var refreshed = body(
                anonymous().post("/api/v1/auth/refresh", Map.of("refresh_token", login.get("refresh_token"))), 200);
        assertThat(SignedJWT.parse(refreshed.get("access_token").toString())
                        .getJWTClaimsSet()
                        .getStringListClaim("roles"))
                .isEmpty();
        anonymous()
                .bearing(refreshed.get("access_token").toString())
                .get("/api/v1/projects/grouped")
                .expectStatus()
                .isNotFound();
        var state = events.await(Topics.TRUST_STATE, seen -> seen.stream()
                .anyMatch(entry -> entry.subject().equals("project/grouped") && entry.sequence() == 3));
        assertThat(state.stream().filter(entry -> entry.subject().equals("project/grouped")))
                .extracting(entry -> new String(entry.data(), UTF_8).contains(ada))
                .containsExactly(false, true, false);
    }

    @Test
    default void groupIsForAdminsToChangeAndOperatorsToSee() {
        admin().createUser("group-otto", "operator");
        admin().createUser("group-eve", "developer");
        String group = group("Seen");
        ZeroTrustClient otto = anonymous().as("group-otto");
        ZeroTrustClient eve = anonymous().as("group-eve");

        otto.get(group).expectStatus().isOk();
        eve.get(group).expectStatus().isForbidden();
        otto.post(GROUPS, Map.of("name", "Mine", "roles", List.of("admin")))
                .expectStatus()
                .isForbidden();
        otto.put(group + "/members/x", Map.of(), "*").expectStatus().isForbidden();
        otto.delete(group).expectStatus().isForbidden();
        anonymous().get(GROUPS).expectStatus().isUnauthorized();

        admin().patchAnyhow(group, Map.of("name", "Other")).expectStatus().isEqualTo(428);
        admin().patch(group, Map.of("name", "Other"), "\"2\"").expectStatus().isEqualTo(412);
        assertThat(body(admin().patch(group, Map.of("name", "Other"), "\"1\""), 200)
                        .get("name"))
                .isEqualTo("Other");
        Map<?, ?> problem = body(admin().patch(group, Map.of("name", " ", "roles", List.of("no\u0000role")), "*"), 400);
        assertThat(problem.get("errors").toString()).contains("name", "roles");
        admin().put(group + "/projects/nowhere", Map.of("role", "viewer"), "*")
                .expectStatus()
                .isNotFound();
        admin().put(group + "/projects/nowhere", Map.of("role", "admin"), "*")
                .expectStatus()
                .isBadRequest();
        admin().put(group + "/members/no-uuid", Map.of(), "*").expectStatus().isNotFound();
        admin().get(GROUPS + "/no-uuid").expectStatus().isNotFound();
        admin().get(GROUPS + "?user_id=no-uuid").expectStatus().isOk();
        admin().delete(group).expectStatus().isNoContent();
        admin().delete(group).expectStatus().isNotFound();
    }

    @Test
    default void twoGroupsThatWouldEndTheLastAdminsKeepOne() throws Exception {
        String ida = admin().createUser("group-ida");
        String jan = admin().createUser("group-jan");
        String idas = group("Idas", "admin");
        String jans = group("Jans", "admin");
        admin().put(idas + "/members/" + ida, Map.of(), "*").expectStatus().isOk();
        admin().put(jans + "/members/" + jan, Map.of(), "*").expectStatus().isOk();
        List<?> others =
                (List<?>) body(admin().get("/api/v1/users?role=admin"), 200).get("items");
        // No admin to rely on, and so nobody who is demoted here.
        ZeroTrustClient robot = robot();
        others.forEach(other -> roles(robot, other, "viewer"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> both = List.of(
                    () -> status(robot.delete(idas + "/members/" + ida)),
                    () -> status(robot.delete(jans + "/members/" + jan)));
            assertThat(threads.invokeAll(both).stream().map(Future::resultNow)).containsExactlyInAnyOrder(204, 409);
        } finally {
            others.forEach(other -> roles(robot, other, "admin"));
        }
        robot.delete(idas).expectStatus().isNoContent();
        robot.delete(jans).expectStatus().isNoContent();
    }

    @Test
    default void rolesSayWhatTheyPermit() {
        admin().createUser("group-gil");
        ZeroTrustClient gil = anonymous().as("group-gil");

        assertThat(body(gil.get("/api/v1/roles"), 200).get("total")).isEqualTo(5);
        assertThat(body(gil.get("/api/v1/roles/developer"), 200)
                        .get("in_project")
                        .toString())
                .contains("jobs:*", "*:read");
        assertThat(body(gil.get("/api/v1/roles/admin"), 200).get("everywhere")).isEqualTo(List.of("*:*"));
        assertThat(body(gil.get("/api/v1/roles/performance"), 200).get("everywhere"))
                .isEqualTo(List.of());
        gil.get("/api/v1/roles/root").expectStatus().isNotFound();
    }

    @Test
    default void customRolePermitsWhatItNamesAndNothingElse() {
        String hal = admin().createUser("group-hal");
        String ivy = admin().createUser("group-ivy");
        ZeroTrustClient before = anonymous().as("group-hal");
        Map<?, ?> bad =
                body(admin().post(ROLES, Map.of("name", "admin", "permissions", List.of("users:write", "*:*"))), 400);
        assertThat(bad.get("errors").toString()).contains("name", "permissions");
        admin().post(ROLES, Map.of("name", "crew", "permissions", List.of("jobs:*")))
                .expectStatus()
                .isBadRequest();
        Map<String, Object> scorers = Map.of("name", "scorers", "permissions", List.of("trust-scores:read"));
        before.post(ROLES, scorers).expectStatus().isForbidden();

        admin().post(ROLES, scorers).expectStatus().isCreated().expectHeader().location("/api/v1/roles/scorers");
        admin().post(ROLES, scorers).expectStatus().isEqualTo(409);
        admin().get(ROLES + "/no%00role").expectStatus().isNotFound();
        admin().post(GROUPS, Map.of("name", "Scorers", "roles", List.of("no-such-role")))
                .expectStatus()
                .isBadRequest();
        String group = group("Scorers", "scorers");
        admin().put(group + "/members/" + hal, Map.of(), "*").expectStatus().isOk();

        String score = "/api/v1/zero-trust/trust-score/" + ivy;
        before.get(score).expectStatus().isNotFound();
        ZeroTrustClient asHal = anonymous().as("group-hal");
        asHal.get(score).expectStatus().isOk();
        asHal.get("/api/v1/users").expectStatus().isForbidden();
        asHal.post(ROLES, scorers).expectStatus().isForbidden();

        admin().delete(ROLES + "/scorers").expectStatus().isEqualTo(409);
        admin().patch(ROLES + "/scorers", Map.of("permissions", List.of("users:read")), "\"2\"")
                .expectStatus()
                .isEqualTo(412);
        admin().patch(ROLES + "/scorers", Map.of("permissions", List.of("users:read")), "\"1\"")
                .expectStatus()
                .isOk();
        asHal = anonymous().as("group-hal");
        asHal.get("/api/v1/users").expectStatus().isOk();
        asHal.get(score).expectStatus().isNotFound();
        assertThat(body(asHal.get(ROLES + "/scorers"), 200).get("everywhere")).isEqualTo(List.of("users:read"));
        assertThat(body(asHal.get(ROLES + "?page_size=2&page=3"), 200)
                        .get("items")
                        .toString())
                .contains("admin", "scorers");
        admin().patch(ROLES + "/admin", Map.of("permissions", List.of("users:read")), "*")
                .expectStatus()
                .isEqualTo(409);
        admin().delete(ROLES + "/viewer").expectStatus().isEqualTo(409);
        admin().delete(group).expectStatus().isNoContent();
        admin().delete(ROLES + "/scorers").expectStatus().isNoContent();
        admin().delete(ROLES + "/scorers").expectStatus().isNotFound();
    }

    @Test
    default void nobodyGivesByAGroupWhatTheyMayNotDo() {
        String kim = admin().createUser("group-kim");
        admin().createProject("given");
        String admins = group("Givers", "admin");
        String developers = group("Developers");
        admin().put(developers + "/projects/given", Map.of("role", "developer"), "*")
                .expectStatus()
                .isOk();
        admin().post(ROLES, Map.of("name", "givers", "permissions", List.of("jobs:create", "groups:read")))
                .expectStatus()
                .isCreated();
        String custom = group("Custom", "givers");
        ZeroTrustClient key = key("groups:*", "roles:*");

        for (String beyond : List.of("admin", "operator", "givers")) {
            key.post(GROUPS, Map.of("name", "Mine", "roles", List.of(beyond)))
                    .expectStatus()
                    .isForbidden();
            key.patch(developers, Map.of("roles", List.of(beyond)), "*")
                    .expectStatus()
                    .isForbidden();
        }
        for (String group : List.of(admins, developers, custom)) {
            key.put(group + "/members/" + kim, Map.of(), "*").expectStatus().isForbidden();
        }
        key.put(custom + "/projects/given", Map.of("role", "viewer"), "*")
                .expectStatus()
                .isForbidden();
        key.post(ROLES, Map.of("name", "mine", "permissions", List.of("groups:read", "jobs:read")))
                .expectStatus()
                .isForbidden();
        key.patch(ROLES + "/givers", Map.of("permissions", List.of("jobs:read")), "*")
                .expectStatus()
                .isForbidden();
        assertThat(body(admin().get(GROUPS + "?user_id=" + kim), 200).get("total"))
                .isEqualTo(0);

        key.patch(admins, Map.of("name", "Renamed"), "*").expectStatus().isOk();
        key.patch(ROLES + "/givers", Map.of("permissions", List.of("groups:read")), "*")
                .expectStatus()
                .isOk();
        key.put(custom + "/members/" + kim, Map.of(), "*").expectStatus().isOk();
        key.put(GROUPS + "/no-uuid/members/" + kim, Map.of(), "*")
                .expectStatus()
                .isNotFound();
        ZeroTrustClient wider = key("groups:*", "members:write");
        wider.put(custom + "/projects/given", Map.of("role", "viewer"), "*")
                .expectStatus()
                .isOk();
        wider.put(developers + "/members/" + kim, Map.of(), "*").expectStatus().isOk();
        admin().delete(custom + "/projects/given").expectStatus().isNoContent();
        admin().delete(custom).expectStatus().isNoContent();
        admin().delete(ROLES + "/givers").expectStatus().isNoContent();
    }

    @Test
    default void whoMayChangeAccountsAndKeysByACustomRoleActsAsNobodyElse() {
        String lea = admin().createUser("group-lea");
        admin().post(
                        ROLES,
                        Map.of(
                                "name",
                                "keepers",
                                "permissions",
                                List.of("api-keys:read", "api-keys:write", "service-accounts:write", "tokens:read")))
                .expectStatus()
                .isCreated();
        String keepers = group("Keepers", "keepers");
        admin().put(keepers + "/members/" + lea, Map.of(), "*").expectStatus().isOk();
        ZeroTrustClient asLea = anonymous().as("group-lea");
        Map<?, ?> robot =
                body(admin().post("/api/v1/service-accounts", Map.of("name", "Root", "roles", List.of("admin"))), 201);
        Map<String, Object> wanted = Map.of("name", "Its", "scopes", List.of("*:*"), "owner_id", robot.get("id"));
        Map<?, ?> its = body(admin().post("/api/v1/api-keys", wanted), 201);

        asLea.post("/api/v1/api-keys", wanted).expectStatus().isNotFound();
        asLea.post("/api/v1/api-keys/" + its.get("id") + "/rotate", Map.of())
                .expectStatus()
                .isNotFound();
        asLea.post("/api/v1/service-accounts/" + robot.get("id") + "/rotate", Map.of())
                .expectStatus()
                .isForbidden();
        asLea.post("/api/v1/service-accounts", Map.of("name", "Other", "roles", List.of("operator")))
                .expectStatus()
                .isForbidden();
        admin().createUser("group-leo");
        String leos = "token=" + anonymous().login("group-leo").get("access_token");
        assertThat(body(asLea.form("/oauth2/introspect", leos), 200).get("active"))
                .isEqualTo(true);
        asLea.delete("/api/v1/api-keys/" + its.get("id")).expectStatus().isNoContent();
        admin().delete(keepers).expectStatus().isNoContent();
        admin().delete(ROLES + "/keepers").expectStatus().isNoContent();
    }

    @Test
    default void serviceAccountBelongsToNoGroup() {
        Object robot = body(admin().post("/api/v1/service-accounts", Map.of("name", "Loner")), 201)
                .get("id");

        admin().put(group("People") + "/members/" + robot, Map.of(), "*")
                .expectStatus()
                .isNotFound();
    }

    /** An admin by roles, whose token is good for less. */
    private ZeroTrustClient key(String... scopes) {
        Map<?, ?> key = body(admin().post("/api/v1/api-keys", Map.of("name", "Less", "scopes", scopes)), 201);
        Map<?, ?> tokens = body(anonymous().form(OAuthRequests.TOKEN, OAuthRequests.EXCHANGE + key.get("key")), 200);
        return anonymous().bearing(tokens.get("access_token").toString());
    }

    private ZeroTrustClient robot() {
        Map<?, ?> account =
                body(admin().post("/api/v1/service-accounts", Map.of("name", "Robot", "roles", List.of("admin"))), 201);
        String form = "grant_type=client_credentials&client_id=" + account.get("id") + "&client_secret="
                + account.get("client_secret");
        return anonymous()
                .bearing(body(anonymous().form("/oauth2/token", form), 200)
                        .get("access_token")
                        .toString());
    }

    private static void roles(ZeroTrustClient by, Object user, String role) {
        by.patch("/api/v1/users/" + ((Map<?, ?>) user).get("id"), Map.of("roles", List.of(role)), "*")
                .expectStatus()
                .isOk();
    }

    private String group(String name, String... roles) {
        Map<?, ?> created = body(admin().post(GROUPS, Map.of("name", name, "roles", roles)), 201);
        return GROUPS + "/" + created.get("id");
    }

    private static int status(ResponseSpec response) {
        return response.expectBody(byte[].class).returnResult().getStatus().value();
    }
}
