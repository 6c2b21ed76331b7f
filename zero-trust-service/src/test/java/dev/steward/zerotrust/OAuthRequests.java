package dev.steward.zerotrust;

import static dev.steward.zerotrust.ZeroTrustClient.body;
import static dev.steward.zerotrust.ZeroTrustClient.credentials;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.Topics;
import dev.steward.kit.testing.TestEvents;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** The OAuth endpoints as programs use them. */
interface OAuthRequests {

    String TOKEN = "/oauth2/token";
    String EXCHANGE = "grant_type=urn:ietf:params:oauth:grant-type:token-exchange"
            + "&subject_token_type=urn:steward:params:oauth:token-type:api-key&subject_token=";

    ZeroTrustClient anonymous();

    ZeroTrustClient admin();

    @Test
    default void metadataSaysWhatThereIs() {
        Map<?, ?> metadata = body(anonymous().get("/.well-known/oauth-authorization-server"), 200);

        assertThat(metadata).isEqualTo(body(anonymous().get("/.well-known/openid-configuration"), 200));
        assertThat(metadata.get("issuer")).isEqualTo("http://127.0.0.1:8080");
        assertThat(metadata.get("token_endpoint")).isEqualTo("http://127.0.0.1:8080/oauth2/token");
        assertThat(metadata.get("response_types_supported")).isEqualTo(List.of());
        assertThat(metadata.containsKey("authorization_endpoint")).isFalse();
        for (String endpoint : List.of("token_endpoint", "introspection_endpoint", "revocation_endpoint")) {
            String path = metadata.get(endpoint).toString().replace("http://127.0.0.1:8080", "");
            assertThat(refused(anonymous().form(path, ""), 400, 401)).isIn("invalid_request", "invalid_client");
        }
    }

    @Test
    default void serviceAccountGetsATokenForItsSecret() {
        Map<?, ?> account = account("operator");
        String id = account.get("id").toString();
        String secret = account.get("client_secret").toString();
        String basic = basic(id, secret);

        Map<?, ?> answer = body(
                anonymous()
                        .form(TOKEN, "grant_type=client_credentials", "Authorization", basic)
                        .expectHeader()
                        .valueEquals("Cache-Control", "no-store")
                        .expectHeader()
                        .valueEquals("Pragma", "no-cache"),
                200);
        assertThat(answer.get("token_type")).isEqualTo("Bearer");
        assertThat(answer.get("expires_in")).isEqualTo(900);
        assertThat(answer.get("scope").toString()).startsWith("*:read ");
        assertThat(answer.containsKey("refresh_token")).isFalse();
        ZeroTrustClient program = bearing(answer);
        program.get("/api/v1/users").expectStatus().isOk();
        program.get("/api/v1/service-accounts/" + id).expectStatus().isOk();
        program.get("/api/v1/users/" + id).expectStatus().isNotFound();
        program.post("/api/v1/projects", Map.of("project_id", "robots", "name", "R"))
                .expectStatus()
                .isForbidden();
        for (String own :
                List.of("/api/v1/devices", "/api/v1/api-keys", "/api/v1/auth/logout", "/api/v1/auth/mfa/totp")) {
            program.post(own, Map.of("name", "x", "scopes", List.of("*:*")))
                    .expectStatus()
                    .isForbidden()
                    .expectHeader()
                    .valueMatches("WWW-Authenticate", ".*insufficient_scope.*");
        }

        Map<?, ?> less = body(
                anonymous()
                        .form(
                                TOKEN,
                                "grant_type=client_credentials&scope=jobs:read%20users:write&client_id=" + id
                                        + "&client_secret=" + secret),
                200);
        assertThat(less.get("scope")).isEqualTo("jobs:read");
        bearing(less).get("/api/v1/users").expectStatus().isForbidden();

        admin().patch("/api/v1/service-accounts/" + id, Map.of("disabled", true), "*")
                .expectStatus()
                .isOk();
        program.get("/api/v1/users").expectStatus().isUnauthorized();
        assertThat(refused(anonymous().form(TOKEN, "grant_type=client_credentials", "Authorization", basic), 401))
                .isEqualTo("invalid_client");
    }

    @Test
    default void memberOfAProjectIsAMemberAsAProgramToo() {
        Map<?, ?> account = account();
        admin().createProject("robotic");
        admin().createProject("human");
        admin().putMember("robotic", account.get("id").toString(), "viewer")
                .expectStatus()
                .isOk();

        ZeroTrustClient program = bearing(token(account));

        program.get("/api/v1/projects/robotic").expectStatus().isOk();
        program.get("/api/v1/projects/human").expectStatus().isNotFound();
        assertThat(body(program.get("/api/v1/projects"), 200).get("total")).isEqualTo(1);
    }

    @Test
    default void apiKeyIsExchangedForATokenOfItsScopes() {
        Map<?, ?> key = body(
                admin().post("/api/v1/api-keys", Map.of("name", "CI", "scopes", List.of("users:*", "api-keys:*"))),
                201);
        String path = "/api/v1/api-keys/" + key.get("id");

        Map<?, ?> answer = body(anonymous().form(TOKEN, EXCHANGE + key.get("key")), 200);
        assertThat(answer.get("issued_token_type")).isEqualTo("urn:ietf:params:oauth:token-type:access_token");
        assertThat(answer.get("scope")).isEqualTo("api-keys:* users:*");
        ZeroTrustClient program = bearing(answer);
        program.get("/api/v1/users").expectStatus().isOk();
        program.get("/api/v1/projects").expectStatus().isForbidden();
        program.get("/api/v1/service-accounts").expectStatus().isForbidden();
        program.post("/api/v1/api-keys", Map.of("name", "More", "scopes", List.of("*:*")))
                .expectStatus()
                .isForbidden();
        program.post("/api/v1/auth/password", Map.of("current_password", "x", "password", "y"))
                .expectStatus()
                .isForbidden();
        assertThat(body(program.get(path), 200).get("last_used_at")).isNotNull();

        String bob = admin().createUser("oauth-bob");
        program.patch("/api/v1/users/" + bob, Map.of("roles", List.of("admin")), "*")
                .expectStatus()
                .isForbidden();
        var root = new java.util.HashMap<>(credentials("oauth-root", TestSecrets.PASSWORD));
        root.put("roles", List.of("admin"));
        program.post("/api/v1/users", root).expectStatus().isForbidden();
        program.post("/api/v1/users/" + bob + "/password", Map.of("password", TestSecrets.PASSWORD))
                .expectStatus()
                .isForbidden();

        admin().delete(path).expectStatus().isNoContent();
        program.get("/api/v1/users").expectStatus().isUnauthorized();
        assertThat(refused(anonymous().form(TOKEN, EXCHANGE + key.get("key")), 400))
                .isEqualTo("invalid_request");
    }

    @Test
    default void tokensOfEndedSecretsEndInEveryProcess(TestEvents events) {
        Map<?, ?> key = body(admin().post("/api/v1/api-keys", Map.of("name", "CI", "scopes", List.of("users:*"))), 201);
        String id = key.get("id").toString();
        String path = "/api/v1/api-keys/" + id;
        ZeroTrustClient before = exchanged(key);
        Map<?, ?> rotated = body(admin().post(path + "/rotate", Map.of("overlap", "PT2S")), 200);
        ZeroTrustClient after = exchanged(rotated);
        before.get("/api/v1/users").expectStatus().isOk();
        after.get("/api/v1/users").expectStatus().isOk();

        ended(events, id);
        before.get("/api/v1/users").expectStatus().isUnauthorized();
        after.get("/api/v1/users").expectStatus().isOk();
        admin().delete(path).expectStatus().isNoContent();
        after.get("/api/v1/users").expectStatus().isUnauthorized();
        ended(events, id + ".1");

        Map<?, ?> account = account("operator");
        ZeroTrustClient program = bearing(token(account));
        program.get("/api/v1/users").expectStatus().isOk();
        Map<?, ?> next = body(
                admin().post("/api/v1/service-accounts/" + account.get("id") + "/rotate", Map.of("overlap", "PT0S")),
                200);
        program.get("/api/v1/users").expectStatus().isUnauthorized();
        ended(events, account.get("id").toString());
        Map<?, ?> token = token(Map.of("id", account.get("id"), "client_secret", next.get("client_secret")));
        bearing(token).get("/api/v1/users").expectStatus().isOk();
        assertThat(body(
                                anonymous()
                                        .form(
                                                "/oauth2/introspect",
                                                "token=" + token.get("access_token"),
                                                "Authorization",
                                                "Bearer " + token.get("access_token")),
                                200)
                        .get("client_id"))
                .isEqualTo(account.get("id"));
    }

    private ZeroTrustClient exchanged(Map<?, ?> key) {
        return bearing(body(anonymous().form(TOKEN, EXCHANGE + key.get("key")), 200));
    }

    private static void ended(TestEvents events, String secret) {
        events.await(Topics.TRUST_STATE, seen -> seen.stream()
                .anyMatch(event -> ("login-session/" + secret).equals(event.subject())));
    }

    @Test
    default void keyThatMayChangeAccountsMayNotActAsOne() {
        Map<?, ?> account = account("operator");
        String path = "/api/v1/service-accounts/" + account.get("id");
        Map<?, ?> key = body(
                admin().post("/api/v1/api-keys", Map.of("name", "IaC", "scopes", List.of("service-accounts:*"))), 201);
        ZeroTrustClient program = bearing(body(anonymous().form(TOKEN, EXCHANGE + key.get("key")), 200));

        program.patch(path, Map.of("name", "Renamed"), "*").expectStatus().isOk();
        program.post("/api/v1/service-accounts", Map.of("name", "Powerless"))
                .expectStatus()
                .isCreated();
        program.post("/api/v1/service-accounts", Map.of("name", "Root", "roles", List.of("admin")))
                .expectStatus()
                .isForbidden();
        program.patch(path, Map.of("roles", List.of("admin")), "*")
                .expectStatus()
                .isForbidden();
        program.post(path + "/rotate", Map.of()).expectStatus().isForbidden();
    }

    @Test
    default void refreshTokenContinuesItsLogin() {
        admin().createUser("oauth-ann");
        Map<?, ?> login = anonymous().login("oauth-ann");
        String form = "grant_type=refresh_token&refresh_token=" + login.get("refresh_token");

        Map<?, ?> answer = body(anonymous().form(TOKEN, form), 200);
        bearing(answer).get("/api/v1/auth/login-sessions").expectStatus().isOk();
        assertThat(answer.containsKey("scope")).isFalse();

        assertThat(refused(anonymous().form(TOKEN, form), 400)).isEqualTo("invalid_grant");
        bearing(answer).get("/api/v1/auth/login-sessions").expectStatus().isUnauthorized();
    }

    @Test
    default void badRequestsForATokenAreRefusedInTheWordsOfTheStandard() {
        Map<?, ?> account = account("operator");
        String basic = basic(account.get("id"), account.get("client_secret"));
        String grant = "grant_type=client_credentials";

        assertThat(refused(anonymous().form(TOKEN, "scope=*:read"), 400)).isEqualTo("invalid_request");
        assertThat(refused(anonymous().form(TOKEN, grant + "&" + grant, "Authorization", basic), 400))
                .isEqualTo("invalid_request");
        assertThat(refused(anonymous().form(TOKEN, grant + "&scope=%zz", "Authorization", basic), 400))
                .isEqualTo("invalid_request");
        assertThat(refused(anonymous().post(TOKEN, Map.of("grant_type", "client_credentials")), 400))
                .isEqualTo("invalid_request");
        assertThat(refused(anonymous().form(TOKEN, "grant_type=password"), 400)).isEqualTo("unsupported_grant_type");
        assertThat(refused(anonymous().form(TOKEN, grant), 401)).isEqualTo("invalid_client");
        assertThat(refused(anonymous().form(TOKEN, grant + "&scope=Root", "Authorization", basic), 400))
                .isEqualTo("invalid_scope");
        assertThat(refused(anonymous().form(TOKEN, grant + "&scope=users:write", "Authorization", basic), 400))
                .isEqualTo("invalid_scope");
        assertThat(refused(anonymous().form(TOKEN, grant + "&client_secret=x", "Authorization", basic), 400))
                .isEqualTo("invalid_request");
        for (String wrong : List.of("Basic", "Basic !", "Basic YTpi", "Basic YQ==", basic("%zz", "x"), basic("", ""))) {
            assertThat(refused(anonymous().form(TOKEN, grant, "Authorization", wrong), 401))
                    .isEqualTo("invalid_client");
        }
        assertThat(refused(
                        anonymous()
                                .form(
                                        TOKEN,
                                        "grant_type=refresh_token&refresh_token=" + "A".repeat(43),
                                        "Authorization",
                                        basic),
                        400))
                .isEqualTo("invalid_grant");
        assertThat(refused(anonymous().form(TOKEN, EXCHANGE + "stw_x"), 400)).isEqualTo("invalid_request");
        assertThat(refused(anonymous().form(TOKEN, EXCHANGE.replace("api-key", "jwt") + "stw_x"), 400))
                .isEqualTo("invalid_request");
        anonymous().form(TOKEN, "x=" + "x".repeat(2 << 20)).expectStatus().isEqualTo(413);
        anonymous().get(TOKEN).expectStatus().isEqualTo(405);
    }

    @Test
    default void wrongSecretsHoldUpWhoeverGuesses() {
        Map<?, ?> account = account("operator");
        String right = basic(account.get("id"), account.get("client_secret"));
        String[] from = {"Authorization", basic(account.get("id"), "wrong"), "X-Forwarded-For", "203.0.113.77"};
        for (int i = 0; i < 5; i++) {
            assertThat(refused(anonymous().form(TOKEN, "grant_type=client_credentials", from), 401))
                    .isEqualTo("invalid_client");
        }

        from[1] = right;
        ResponseSpec held = anonymous().form(TOKEN, "grant_type=client_credentials", from);
        assertThat(refused(held.expectHeader().valueMatches("Retry-After", "(899|900|901)"), 429))
                .isEqualTo("slow_down");
        from[3] = "203.0.113.78";
        anonymous()
                .form(TOKEN, "grant_type=client_credentials", from)
                .expectStatus()
                .isOk();
    }

    @Test
    default void introspectionTellsOfATokenToWhoMayKnow() {
        admin().createUser("oauth-eve");
        Map<?, ?> login = anonymous().login("oauth-eve");
        String form = "token=" + login.get("access_token");
        Map<?, ?> reader = account("operator");
        Map<?, ?> stranger = account();
        String path = "/oauth2/introspect";

        Map<?, ?> told = body(
                anonymous().form(path, form, "Authorization", basic(reader.get("id"), reader.get("client_secret"))),
                200);
        assertThat(told.get("active")).isEqualTo(true);
        assertThat(told.get("username")).isEqualTo("oauth-eve");
        assertThat(told.get("client_id")).isEqualTo("steward");
        assertThat(body(bearing(login).form(path, form), 200).get("active")).isEqualTo(true);
        assertThat(body(admin().form(path, form), 200).get("active")).isEqualTo(true);
        assertThat(body(admin().form(path, "token=" + token(reader).get("access_token")), 200)
                        .get("client_id"))
                .isEqualTo(reader.get("id"));
        String unknowing = basic(stranger.get("id"), stranger.get("client_secret"));
        assertThat(body(anonymous().form(path, form, "Authorization", unknowing), 200))
                .isEqualTo(Map.of("active", false));
        for (String none : List.of("garbage", "a.b.c", "A".repeat(43), "x".repeat(20_000))) {
            assertThat(body(admin().form(path, "token=" + none), 200)).isEqualTo(Map.of("active", false));
        }
        assertThat(refused(anonymous().form(path, form), 401)).isEqualTo("invalid_client");
        assertThat(refused(anonymous().bearing("a.b.c").form(path, form), 401)).isEqualTo("invalid_token");
        assertThat(refused(admin().form(path, ""), 400)).isEqualTo("invalid_request");

        bearing(login).post("/api/v1/auth/logout", Map.of()).expectStatus().isNoContent();
        assertThat(body(admin().form(path, form), 200)).isEqualTo(Map.of("active", false));
    }

    @Test
    default void revocationEndsTheLoginOfEitherToken() {
        admin().createUser("oauth-rex");
        for (String which : List.of("refresh_token", "access_token")) {
            Map<?, ?> login = anonymous().login("oauth-rex");
            for (int i = 0; i < 2; i++) {
                anonymous()
                        .form("/oauth2/revoke", "token=" + login.get(which))
                        .expectStatus()
                        .isOk();
                bearing(login).get("/api/v1/auth/login-sessions").expectStatus().isUnauthorized();
            }
        }
        anonymous().form("/oauth2/revoke", "token=unknown").expectStatus().isOk();
        assertThat(refused(anonymous().form("/oauth2/revoke", "token_type_hint=access_token"), 400))
                .isEqualTo("invalid_request");
        assertThat(refused(anonymous().form("/oauth2/revoke", "token=x", "Authorization", basic("x", "y")), 401))
                .isEqualTo("invalid_client");
        Object programs = token(account("operator")).get("access_token");
        assertThat(refused(anonymous().form("/oauth2/revoke", "token=" + programs), 400))
                .isEqualTo("unsupported_token_type");
    }

    private Map<?, ?> account(String... roles) {
        return body(admin().post("/api/v1/service-accounts", Map.of("name", "Robot", "roles", roles)), 201);
    }

    private Map<?, ?> token(Map<?, ?> account) {
        return body(
                anonymous()
                        .form(
                                TOKEN,
                                "grant_type=client_credentials",
                                "Authorization",
                                basic(account.get("id"), account.get("client_secret"))),
                200);
    }

    private ZeroTrustClient bearing(Map<?, ?> tokens) {
        return anonymous().bearing(tokens.get("access_token").toString());
    }

    private static String basic(Object id, Object secret) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(UTF_8));
    }

    /** The error of a refusal with one of these statuses. */
    private static Object refused(ResponseSpec response, Integer... statuses) {
        var answer = response.expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .expectBody(Map.class)
                .returnResult();
        Map<?, ?> error = answer.getResponseBody();
        assertThat(answer.getStatus().value()).isIn((Object[]) statuses);
        assertThat(error.keySet().stream().map(Object::toString)).containsExactly("error", "error_description");
        return error.get("error");
    }
}
