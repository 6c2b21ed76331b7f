package dev.steward.zerotrust;

import static dev.steward.zerotrust.ZeroTrustClient.body;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

/** What active policies do to requests to this service itself, from the moment their activation was answered. */
interface EnforcedPolicyRequests {

    ZeroTrustClient anonymous();

    ZeroTrustClient admin();

    @Test
    default void denyHoldsUntilItIsDeactivated() {
        String deny = activate("No roles", "platform/_/groups/_", "read", Map.of("effect", "deny"));
        try {
            Map<?, ?> refused = body(admin().get("/api/v1/groups"), 403);
            assertThat(refused.get("code")).isEqualTo("forbidden");
            assertThat(refused.get("decision_id")).isNotNull();
            assertThat(refused.get("reason")).isEqualTo("denied-by-policy");
            assertThat(refused.toString()).doesNotContain(deny.substring(deny.lastIndexOf('/') + 1));
            admin().get("/api/v1/groups/019576a0-0000-7000-8000-000000000000")
                    .expectStatus()
                    .isNotFound();

            body(admin().post(deny + "/deactivate", ""), 200);

            body(admin().get("/api/v1/groups"), 200);
        } finally {
            admin().delete(deny);
        }
    }

    @Test
    default void challengeSaysThatASecondFactorIsNeeded() {
        Map<String, Object> rules = Map.of("conditions", Map.of("mfa_required", true), "effect", "allow");
        String policy = activate("Careful", "platform/_/service-accounts/**", "read", rules);
        try {
            Map<?, ?> refused = body(
                    admin().get("/api/v1/service-accounts")
                            .expectHeader()
                            .value(HttpHeaders.WWW_AUTHENTICATE, challenge -> assertThat(challenge)
                                    .contains("insufficient_user_authentication", "acr_values=\"aal2\"")),
                    401);
            assertThat(refused.get("code")).isEqualTo("step-up-required");
            assertThat(refused.get("required_action")).isEqualTo("mfa");
            assertThat(refused.get("decision_id")).isNotNull();
        } finally {
            admin().delete(policy);
        }
        body(admin().get("/api/v1/service-accounts"), 200);
    }

    @Test
    default void listLeavesOutProjectsThatPoliciesAreAgainst() {
        admin().createProject("open-one");
        admin().createProject("closed-one");
        String amy = admin().createUser("enforced-amy");
        admin().putMember("open-one", amy, "viewer").expectStatus().isOk();
        admin().putMember("closed-one", amy, "viewer").expectStatus().isOk();
        ZeroTrustClient asAmy = anonymous().as("enforced-amy");
        int all = (Integer)
                body(admin().get("/api/v1/projects?page_size=100"), 200).get("total");
        String deny = activate("Closed", "platform/closed-one/projects/_", "read", Map.of("effect", "deny"));
        try {
            assertThat(body(admin().get("/api/v1/projects?page_size=100"), 200).toString())
                    .contains("open-one", "total=" + (all - 1))
                    .doesNotContain("closed-one");
            assertThat(body(asAmy.get("/api/v1/projects"), 200).toString())
                    .contains("open-one", "total=1")
                    .doesNotContain("closed-one");
            body(asAmy.get("/api/v1/projects/open-one"), 200);
            body(asAmy.get("/api/v1/projects/closed-one"), 403);
            body(asAmy.get("/api/v1/projects/closed-one/members"), 200);
        } finally {
            admin().delete(deny);
        }
        assertThat(body(asAmy.get("/api/v1/projects"), 200).get("total")).isEqualTo(2);
    }

    @Test
    default void administrationOfAProjectIsAboutTheProject() {
        admin().createProject("frozen");
        String user = admin().createUser("enforced-frozen");
        String deny = activate("Frozen", "platform/frozen/**", "write", Map.of("effect", "deny"));
        try {
            admin().putMember("frozen", user, "viewer").expectStatus().isForbidden();
        } finally {
            admin().delete(deny);
        }
        admin().putMember("frozen", user, "viewer").expectStatus().isOk();
    }

    @Test
    default void policyMayNameACustomRoleAndLocksNobodyIn() {
        body(admin().post("/api/v1/roles", Map.of("name", "night-watch", "permissions", List.of("jobs:read"))), 201);
        String eva = admin().createUser("enforced-eva");
        Map<?, ?> group =
                body(admin().post("/api/v1/groups", Map.of("name", "Watch", "roles", List.of("night-watch"))), 201);
        String path = "/api/v1/groups/" + group.get("id");
        admin().put(path + "/members/" + eva, Map.of(), "*").expectStatus().isOk();
        admin().createUser("enforced-ned");
        ZeroTrustClient asEva = anonymous().as("enforced-eva");
        ZeroTrustClient asNed = anonymous().as("enforced-ned");
        String deny = activate(
                "By night", "platform/**", "*", Map.of("effect", "deny", "required_roles", List.of("night-watch")));
        try {
            asEva.get("/api/v1/devices").expectStatus().isForbidden();
            asNed.get("/api/v1/devices").expectStatus().isOk();
            asEva.get("/api/v1/auth/mfa").expectStatus().isOk();
            asEva.post("/api/v1/auth/logout", "").expectStatus().isNoContent();
        } finally {
            admin().delete(deny);
        }
        admin().delete(path).expectStatus().isNoContent();
        admin().delete("/api/v1/roles/night-watch").expectStatus().isNoContent();
    }

    private String activate(String name, String pattern, String action, Map<String, Object> rules) {
        Map<String, Object> policy = new HashMap<>(rules);
        policy.put("name", name);
        policy.put("resource_pattern", pattern);
        policy.put("actions", List.of(action));
        String path = PolicyRequests.POLICIES + "/"
                + body(admin().post(PolicyRequests.POLICIES, policy), 201).get("id");
        body(admin().post(path + "/dry-run", Map.of()), 200);
        body(admin().post(path + "/activate", Map.of()), 200);
        return path;
    }
}
