package dev.steward.zerotrust;

import static dev.steward.zerotrust.ZeroTrustClient.body;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Brings about what the pacts of consumers begin with, and tells what they have to know of it. */
final class ProvidedStates {

    private static final String POLICIES = "/api/v1/zero-trust/policies";
    private static final Map<String, Object> ADA =
            Map.of("username", "ada", "password", "correct horse battery staple");

    private final ZeroTrustClient anonymous;
    private final ZeroTrustClient admin;
    private final String token;
    private final AtomicInteger names = new AtomicInteger();
    private boolean vaultIsGuarded;

    ProvidedStates(ZeroTrustClient anonymous) {
        this.anonymous = anonymous;
        this.token = anonymous.login("admin").get("access_token").toString();
        this.admin = anonymous.bearing(token);
    }

    Map<String, Supplier<Map<String, String>>> all() {
        return Map.ofEntries(
                Map.entry("a started service", this::known),
                Map.entry("an operator", this::known),
                Map.entry("a user ada", this::ada),
                Map.entry("a login of ada", this::loginOfAda),
                Map.entry("a service account", this::serviceAccount),
                Map.entry("an API key", this::apiKey),
                Map.entry("a project with a member", this::shop),
                Map.entry("a secret", this::secret),
                Map.entry("a policy", () -> with("id", policy("docs/pact"))),
                Map.entry("a policy in dry run", () -> with("id", tried(policy("docs/pact")))),
                Map.entry("a policy that wants a second factor", this::guardedVault));
    }

    private Map<String, String> known() {
        return Map.of("token", token);
    }

    private Map<String, String> with(String name, Object value) {
        Map<String, String> known = new HashMap<>(known());
        known.put(name, value.toString());
        return known;
    }

    /** The same one whenever it is asked for. */
    private Map<String, String> ada() {
        Map<String, Object> ada = new HashMap<>(ADA);
        ada.put("roles", List.of("operator"));
        admin.post("/api/v1/users", ada);
        return known();
    }

    private Map<String, String> loginOfAda() {
        ada();
        return with(
                "refresh_token",
                body(anonymous.post("/api/v1/auth/login", ADA), 200).get("refresh_token"));
    }

    private Map<String, String> serviceAccount() {
        Map<?, ?> account = body(
                admin.post("/api/v1/service-accounts", Map.of("name", "Robot", "roles", List.of("operator"))), 201);
        String client = account.get("client_id") + ":" + account.get("client_secret");
        return with("client", Base64.getEncoder().encodeToString(client.getBytes(UTF_8)));
    }

    private Map<String, String> apiKey() {
        Map<String, Object> wanted = Map.of("name", "Pact", "scopes", List.of("*:read"));
        return with("key", body(admin.post("/api/v1/api-keys", wanted), 201).get("key"));
    }

    private Map<String, String> shop() {
        admin.post("/api/v1/projects", Map.of("project_id", "shop", "name", "Shop"));
        return known();
    }

    private Map<String, String> secret() {
        shop();
        Map<String, Object> wanted = Map.of("project_id", "shop", "name", name(), "value", "hidden");
        return with("id", body(admin.post("/api/v1/secrets", wanted), 201).get("id"));
    }

    private Map<String, String> guardedVault() {
        if (!vaultIsGuarded) {
            Object id = tried(policy("docs/vault", Map.of("mfa_required", true)));
            body(admin.post(POLICIES + "/" + id + "/activate", Map.of()), 200);
            vaultIsGuarded = true;
        }
        return ada();
    }

    private Object policy(String pattern) {
        return policy(pattern, Map.of());
    }

    private Object policy(String pattern, Map<String, Object> conditions) {
        Map<String, Object> rules = Map.of(
                "name",
                name(),
                "resource_pattern",
                pattern,
                "actions",
                List.of("read"),
                "effect",
                "allow",
                "conditions",
                conditions);
        return body(admin.post(POLICIES, rules), 201).get("id");
    }

    private Object tried(Object id) {
        body(admin.post(POLICIES + "/" + id + "/dry-run", Map.of()), 200);
        return id;
    }

    private String name() {
        return "pact-" + names.incrementAndGet();
    }
}
