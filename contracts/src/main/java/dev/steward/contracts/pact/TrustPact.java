package dev.steward.contracts.pact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.events.Topics;
import dev.steward.events.trust.DeviceStateChanged;
import dev.steward.events.trust.LoginSessionStateChanged;
import dev.steward.events.trust.PoliciesComplete;
import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.events.trust.ProjectStateChanged;
import dev.steward.events.trust.SigningKeysChanged;
import dev.steward.events.trust.SnapshotComplete;
import dev.steward.events.trust.UserStateChanged;
import dev.steward.events.trust.UserTrustStateChanged;
import dev.steward.kit.testing.TestEvents;
import dev.steward.kit.testing.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a service needs of trust state, and a suite that tells it no more than that: whatever the service then does for the
 * bearer of one of the {@link #tokens} shows that it was enough.
 */
public final class TrustPact {

    private static final String KEYS = "keys";
    private static final String LOGGED_OUT = "whoever-logged-out";
    private static final String DISABLED = "whoever-was-disabled";
    private static final String DEMOTED = "whoever-lost-a-role";
    private static final String COMPLETE = "snapshot-complete";
    private static final String POLICIES_COMPLETE = "policies-complete";
    private static final String DENIED = "whoever-is-denied";
    private static final String POLICY = "0198c0de-0000-7000-8000-0000000000d1";

    private final EventPact messages;
    private final TestTokens tokens = new TestTokens();

    private TrustPact(EventPact messages) {
        this.messages = messages;
    }

    /** Of one that has to know tokens, members of projects and policies. */
    public static TrustPact ofTokensAndProjects(String consumer) {
        return new TrustPact(EventPact.between(consumer, "zero-trust-service")
                .needsEntry(SigningKeysChanged.class, KEYS, KEYS, "keys")
                .needsEntry(
                        LoginSessionStateChanged.class,
                        "login-session/0198c0de-0000-7000-8000-000000000003",
                        "login-session/" + JsonRules.ID,
                        "login_session_id",
                        "user_id")
                .needsEntry(
                        UserStateChanged.class,
                        "user/0198c0de-0000-7000-8000-0000000000aa",
                        "user/" + JsonRules.ID,
                        "user_id",
                        "disabled",
                        "tokens_valid_from")
                .needsEntry(
                        DeviceStateChanged.class,
                        "device/0198c0de-0000-7000-8000-0000000000e1",
                        "device/" + JsonRules.ID,
                        "user_id",
                        "security_patch_level",
                        "encrypted",
                        "firewall_enabled",
                        "antivirus_enabled",
                        "compliance_score",
                        "reported_at")
                .needsEntry(
                        UserTrustStateChanged.class,
                        "user-trust/0198c0de-0000-7000-8000-0000000000aa",
                        "user-trust/" + JsonRules.ID,
                        "networks",
                        "places")
                .needsEntry(SnapshotComplete.class, COMPLETE, COMPLETE, "entries")
                .needsEntry(
                        PolicyStateChanged.class,
                        "policy/" + POLICY,
                        "policy/" + JsonRules.ID,
                        "policy_id",
                        "name",
                        "version",
                        "resource_pattern",
                        "actions",
                        "required_roles",
                        // The other conditions and the level of trust may be null, which no rule of a pact can say.
                        "conditions.mfa_required",
                        "conditions.networks",
                        "conditions.locations",
                        "effect")
                .needsEntry(PoliciesComplete.class, POLICIES_COMPLETE, POLICIES_COMPLETE, "policies")
                .needsEntry(
                        ProjectStateChanged.class,
                        "project/shop",
                        "project/[a-z0-9][a-z0-9-]{0,39}",
                        "project_id",
                        "name",
                        "state",
                        "members"));
    }

    public EventPact messages() {
        return messages;
    }

    /** Those that are good once it was told. */
    public TestTokens tokens() {
        return tokens;
    }

    /**
     * Returns when the service is ready, which it is only when it knows that this is everything, and refuses whoever logged
     * out, was disabled or lost a role since, and whoever a policy denies what they ask of a project.
     *
     * @param port where the service listens
     * @param path what the service asks a token for, and lists of one project too
     * @param projects roles by member, by project
     */
    public void tell(TestEvents events, int port, String path, Map<String, Map<String, String>> projects) {
        events.createTopics(Topics.TRUST_STATE, Topics.TRUST_POLICIES);
        events.send(messages.record(SigningKeysChanged.class, KEYS, 1, Map.of("keys", List.of(tokens.publicJwk()))));
        projects.forEach((id, members) -> events.send(messages.record(
                ProjectStateChanged.class, "project/" + id, 1, Map.of("project_id", id, "members", members))));
        String over = "login-of-" + LOGGED_OUT;
        events.send(messages.record(
                LoginSessionStateChanged.class, "login-session/" + over, 1, Map.of("login_session_id", over)));
        events.send(messages.record(
                UserStateChanged.class, "user/" + DISABLED, 1, Map.of("user_id", DISABLED, "disabled", true)));
        events.send(messages.record(
                UserStateChanged.class,
                "user/" + DEMOTED,
                1,
                Map.of("user_id", DEMOTED, "disabled", false, "tokens_valid_from", "2999-01-01T00:00:00Z")));
        events.send(messages.record(SnapshotComplete.class, COMPLETE, 1, Map.of()));
        events.send(messages.record(PolicyStateChanged.class, "policy/" + POLICY, 1, denial()));
        events.send(messages.record(PoliciesComplete.class, POLICIES_COMPLETE, 1, Map.of()));
        try (HttpClient http = HttpClient.newHttpClient()) {
            var ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                    .build();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(status(http, ready)).isEqualTo(200));
            for (String refused : List.of(LOGGED_OUT, DISABLED, DEMOTED)) {
                assertThat(status(http, request(port, path, refused, "admin")))
                        .as(refused)
                        .isEqualTo(401);
            }
            for (String project : projects.keySet()) {
                String things = path + (path.contains("?") ? "&" : "?") + "project_id=" + project;
                assertThat(status(http, request(port, things, DENIED, "admin", DENIED)))
                        .as(DENIED)
                        .isEqualTo(403);
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, @Nullable Object> denial() {
        Map<String, @Nullable Object> denial = new HashMap<>();
        denial.put("policy_id", POLICY);
        denial.put("resource_pattern", "platform/**");
        denial.put("actions", List.of("*"));
        denial.put("required_roles", List.of(DENIED));
        denial.put("required_trust_level", null);
        denial.put("conditions", Map.of("mfa_required", false, "networks", List.of(), "locations", List.of()));
        denial.put("effect", "deny");
        return denial;
    }

    private HttpRequest request(int port, String path, String user, String... roles) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + tokens.token(user, roles))
                .build();
    }

    private static int status(HttpClient http, HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }
}
