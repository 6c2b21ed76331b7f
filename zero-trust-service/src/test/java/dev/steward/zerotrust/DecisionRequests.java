package dev.steward.zerotrust;

import static dev.steward.zerotrust.ZeroTrustClient.body;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Decisions as those who enforce them ask for them. */
interface DecisionRequests {

    String VERIFY = "/api/v1/zero-trust/verify";
    String EVALUATION = "/access/v1/evaluation";
    String EVALUATIONS = "/access/v1/evaluations";

    ZeroTrustClient anonymous();

    ZeroTrustClient admin();

    @Test
    default void verifyAddsUpTrustAndAsksThePolicies() {
        String id = admin().createUser("dec-ada");
        ZeroTrustClient ada = anonymous().as("dec-ada");
        String policy = activated(Map.of(
                "name",
                "Reports",
                "resource_pattern",
                "dec/reports/*",
                "actions",
                List.of("read"),
                "effect",
                "allow",
                "required_trust_level",
                "full",
                "conditions",
                Map.of("device_compliance_min", 80)));
        Map<?, ?> device = body(ada.post("/api/v1/devices", Map.of("name", "Laptop")), 201);
        Map<String, Object> question = new HashMap<>(
                Map.of("user_id", id, "resource", "dec/reports/1", "action", "read", "device_id", device.get("id")));

        Map<?, ?> denied = body(admin().post(VERIFY, question), 200);
        assertThat(denied.keySet())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder("decision", "trust_score", "policy_evaluation", "decision_id");
        assertThat(denied.get("decision")).isEqualTo("deny");
        assertThat(part(denied, "policy_evaluation").get("reason")).isEqualTo("conditions-unmet");
        assertThat(part(denied, "trust_score").get("trust_level")).isEqualTo("high");
        assertThat(part(part(denied, "trust_score"), "breakdown"))
                .isEqualTo(Map.of("device_trust", 40.0, "user_trust", 90.0, "context_trust", 62.0));
        assertThat(part(denied, "trust_score").get("overall_score")).isEqualTo(65.5);

        question.put("device_posture", posture(false));
        Map<?, ?> challenged = body(admin().post(VERIFY, question), 200);
        assertThat(challenged.get("decision")).isEqualTo("challenge");
        assertThat(part(challenged, "policy_evaluation"))
                .isEqualTo(Map.of(
                        "policy_id",
                        policy,
                        "version",
                        1,
                        "reason",
                        "trust-level-too-low",
                        "required_action",
                        "step-up"));

        question.put("device_posture", posture(true));
        question.put("source_ip", "127.0.0.1");
        question.put("user_id", "DEC-ada");
        Map<?, ?> allowed = body(admin().post(VERIFY, question), 200);
        assertThat(allowed.get("decision")).isEqualTo("allow");
        assertThat(allowed.get("decision_id")).isNotEqualTo(challenged.get("decision_id"));
        question.put("user_id", "dec-nobody");
        assertThat(part(body(admin().post(VERIFY, question), 200), "policy_evaluation")
                        .get("reason"))
                .isEqualTo("unknown-user");
        question.put("resource", "dec/elsewhere");
        question.put("user_id", id);
        assertThat(part(body(admin().post(VERIFY, question), 200), "policy_evaluation")
                        .get("reason"))
                .isEqualTo("no-matching-policy");
        admin().delete(PolicyRequests.POLICIES + "/" + policy).expectStatus().isNoContent();
    }

    @Test
    default void rolesAreAskedAboutThePlatform() {
        String id = admin().createUser("dec-dev");
        admin().createProject("dec-shop");
        admin().putMember("dec-shop", id, "developer").expectStatus().isOk();

        assertThat(verdict(id, "platform/dec-shop/sessions/_", "write")).isEqualTo("allow");
        assertThat(verdict(id, "platform/dec-shop/members/_", "write")).isEqualTo("deny");
        assertThat(verdict(id, "platform/_/users/_", "read")).isEqualTo("deny");
        assertThat(verdict("admin", "platform/_/users/_", "write")).isEqualTo("allow");
    }

    @Test
    default void everyBadFieldOfAQuestionIsNamed() {
        Map<String, Object> bad = new HashMap<>();
        bad.put("user_id", 7);
        bad.put("action", " ");
        bad.put("source_ip", "010.0.0.1");
        bad.put("device_posture", Map.of("security_patch_level", "old", "compliance_score", 101));
        bad.put("context", Map.of("location", List.of("berlin"), "weather", "fine"));
        bad.put("who", "me");

        assertThat(((List<?>) body(admin().post(VERIFY, bad), 400).get("errors")))
                .extracting(error -> ((Map<?, ?>) error).get("field").toString())
                .containsExactlyInAnyOrder(
                        "user_id",
                        "resource",
                        "action",
                        "source_ip",
                        "device_posture.security_patch_level",
                        "device_posture.compliance_score",
                        "device_posture.encrypted",
                        "device_posture.firewall_enabled",
                        "device_posture.antivirus_enabled",
                        "context.location",
                        "who");
    }

    @Test
    default void decisionsAreForWhoMayAskForThem() {
        admin().createUser("dec-operator", "operator");
        ZeroTrustClient operator = anonymous().as("dec-operator");
        Map<String, Object> question = Map.of("user_id", "admin", "resource", "a/b", "action", "read");

        operator.post(VERIFY, question).expectStatus().isForbidden();
        operator.post(EVALUATION, evaluation("admin", "read", "1"))
                .expectStatus()
                .isForbidden();
        anonymous().post(VERIFY, question).expectStatus().isUnauthorized();
        anonymous().post(EVALUATIONS, Map.of()).expectStatus().isUnauthorized();
    }

    @Test
    default void simulationTellsWhatADraftWouldChange() {
        String simulate = PolicyRequests.POLICIES + "/simulate";
        admin().createUser("sim-ada");
        Map<String, Object> request = Map.of("user_id", "sim-ada", "resource", "sim/a", "action", "read");
        Map<String, Object> policy =
                Map.of("name", "Sim", "resource_pattern", "sim/*", "actions", List.of("*"), "effect", "allow");
        String id = body(admin().post(PolicyRequests.POLICIES, policy), 201)
                .get("id")
                .toString();

        for (Map<String, Object> draft :
                List.<Map<String, Object>>of(Map.of("policy", policy), Map.of("policy_id", id))) {
            Map<String, Object> body = new HashMap<>(draft);
            body.put("request", request);
            Map<?, ?> simulated = body(admin().post(simulate, body), 200);
            assertThat(simulated.get("changed")).isEqualTo(1);
            Map<?, ?> item = (Map<?, ?>) ((List<?>) simulated.get("items")).getFirst();
            assertThat(part(item, "now").get("decision")).isEqualTo("deny");
            assertThat(part(item, "would").get("decision")).isEqualTo("allow");
        }
        assertThat(verdict("sim-ada", "sim/a", "read")).isEqualTo("deny");
        admin().post(simulate, Map.of("policy_id", id, "version", 2, "request", request))
                .expectStatus()
                .isNotFound();
        assertThat(((List<?>) body(
                                admin().post(
                                                simulate,
                                                Map.of(
                                                        "policy",
                                                        Map.of("name", "x", "effect", "perhaps"),
                                                        "version",
                                                        1,
                                                        "request",
                                                        Map.of("user_id", "x", "action", "y", "source_ip", "z"))),
                                400)
                        .get("errors")))
                .extracting(error -> ((Map<?, ?>) error).get("field").toString())
                .containsExactlyInAnyOrder(
                        "policy.resource_pattern",
                        "policy.actions",
                        "policy.effect",
                        "version",
                        "request.resource",
                        "request.source_ip");
        admin().post(simulate, Map.of("request", request)).expectStatus().isBadRequest();
        admin().post(simulate, Map.of("policy_id", id)).expectStatus().isBadRequest();
        admin().post(simulate, Map.of("policy_id", id, "days", 91))
                .expectStatus()
                .isBadRequest();
        Map<?, ?> late = body(admin().post(simulate, Map.of("policy_id", id, "days", 1)), 200);
        assertThat(late.get("changed")).isEqualTo(1);
        assertThat(late.get("complete")).isEqualTo(true);
        assertThat(late.get("items").toString()).contains("resource=sim/a", "recorded=deny");
        admin().delete(PolicyRequests.POLICIES + "/" + id).expectStatus().isNoContent();
    }

    @Test
    default void authzenAnswersAsItsSpecificationSays() {
        admin().createUser("az-alice");
        admin().createUser("az-bob", "viewer");
        String readers = activated(Map.of(
                "name",
                "Records",
                "resource_pattern",
                "az-record/*",
                "actions",
                List.of("read", "write"),
                "effect",
                "allow"));
        String writers = activated(Map.of(
                "name",
                "No writing",
                "resource_pattern",
                "az-record/*",
                "actions",
                List.of("write"),
                "required_roles",
                List.of("viewer"),
                "effect",
                "deny"));
        Map<String, Object> more = new HashMap<>(evaluation("az-alice", "read", "1"));
        more.put("futureField", Map.of("nested", true));
        more.put("context", Map.of("time", "2025-06-27T18:03-07:00", "ip", "192.168.1.1"));

        Map<?, ?> permitted = body(
                admin().post(EVALUATION, more, "X-Request-ID", "bfe9eb29-ab87")
                        .expectHeader()
                        .valueEquals("X-Request-ID", "bfe9eb29-ab87"),
                200);
        assertThat(permitted.get("decision")).isEqualTo(true);
        Map<?, ?> denied = body(admin().post(EVALUATION, evaluation("az-bob", "write", "1")), 200);
        assertThat(denied.get("decision")).isEqualTo(false);
        assertThat(part(denied, "context").get("policy_id")).isEqualTo(writers);
        assertThat(body(admin().post(EVALUATION, evaluation("az-nobody", "read", "1")), 200)
                        .get("decision"))
                .isEqualTo(false);

        List<Object> several =
                List.of(Map.of("action", Map.of("name", "read")), Map.of("action", Map.of("name", "write")), Map.of());
        Map<String, Object> batch = new HashMap<>(Map.of(
                "subject", Map.of("type", "user", "id", "az-bob"),
                "resource", Map.of("type", "az-record", "id", "1"),
                "evaluations", several));
        Map<?, ?> answers = body(admin().post(EVALUATIONS, batch), 200);
        assertThat(answers.keySet()).extracting(Object::toString).containsExactly("evaluations");
        assertThat(decisions(answers)).containsExactly(true, false, false);
        assertThat(((List<?>) answers.get("evaluations")).getLast().toString()).contains("action.name", "status=400");
        batch.put("options", Map.of("evaluations_semantic", "deny_on_first_deny"));
        assertThat(decisions(body(admin().post(EVALUATIONS, batch), 200))).containsExactly(true, false);
        batch.put("options", Map.of("evaluations_semantic", "permit_on_first_permit"));
        assertThat(decisions(body(admin().post(EVALUATIONS, batch), 200))).containsExactly(true);
        batch.put("options", Map.of("evaluations_semantic", "whatever"));
        admin().post(EVALUATIONS, batch).expectStatus().isBadRequest();

        Map<String, Object> partial = Map.of(
                "subject", Map.of("type", "user", "id", "az-alice"),
                "action", Map.of("name", "read"),
                "resource", Map.of("type", "az-record"),
                "evaluations", List.of(Map.of("resource", Map.of("id", "2")), Map.of("resource", Map.of("type", "x"))));
        assertThat(decisions(body(admin().post(EVALUATIONS, partial), 200))).containsExactly(true, false);
        Map<String, Object> single = new HashMap<>(evaluation("az-alice", "read", "1"));
        assertThat(body(admin().post(EVALUATIONS, single), 200).get("decision")).isEqualTo(true);
        single.put("evaluations", List.of());
        assertThat(body(admin().post(EVALUATIONS, single), 200).get("decision")).isEqualTo(true);
        admin().delete(PolicyRequests.POLICIES + "/" + readers).expectStatus().isNoContent();
        admin().delete(PolicyRequests.POLICIES + "/" + writers).expectStatus().isNoContent();
    }

    @Test
    default void authzenRefusesWhatIsNoRequest() {
        for (String missing : List.of("subject", "action", "resource")) {
            Map<String, Object> partial = new HashMap<>(evaluation("admin", "read", "1"));
            partial.remove(missing);
            admin().post(EVALUATION, partial).expectStatus().isBadRequest();
            partial.put(missing, "text");
            admin().post(EVALUATION, partial).expectStatus().isBadRequest();
            partial.put(missing, Map.of());
            admin().post(EVALUATION, partial).expectStatus().isBadRequest();
            admin().post(EVALUATIONS, partial).expectStatus().isBadRequest();
        }
        Map<String, Object> ambiguous = new HashMap<>(evaluation("admin", "read", "1"));
        ambiguous.put("resource", Map.of("type", "az/record", "id", "1"));
        admin().post(EVALUATION, ambiguous).expectStatus().isBadRequest();
        admin().post(EVALUATION, "{broken").expectStatus().isBadRequest();
        admin().post(EVALUATION, "", "X-Request-ID", "r-1")
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .valueEquals("X-Request-ID", "r-1");
        admin().post(EVALUATION, "x", "Content-Type", "text/plain")
                .expectStatus()
                .isBadRequest();
        admin().post(EVALUATIONS, Map.of("evaluations", Collections.nCopies(101, evaluation("admin", "read", "1"))))
                .expectStatus()
                .isBadRequest();
        Map<String, Object> machine = new HashMap<>(evaluation("admin", "read", "1"));
        machine.put("subject", Map.of("type", "robot", "id", "admin"));
        assertThat(body(admin().post(EVALUATION, machine), 200).get("decision")).isEqualTo(false);
    }

    @Test
    default void authzenIsFoundByItsMetadata() {
        Map<?, ?> metadata = body(anonymous().get("/.well-known/authzen-configuration"), 200);

        assertThat(metadata.get("access_evaluation_endpoint"))
                .isEqualTo(metadata.get("policy_decision_point") + EVALUATION);
        assertThat(metadata.get("access_evaluations_endpoint"))
                .isEqualTo(metadata.get("policy_decision_point") + EVALUATIONS);
    }

    private Object verdict(String user, String resource, String action) {
        return body(admin().post(VERIFY, Map.of("user_id", user, "resource", resource, "action", action)), 200)
                .get("decision");
    }

    private String activated(Map<String, Object> policy) {
        String id = body(admin().post(PolicyRequests.POLICIES, policy), 201)
                .get("id")
                .toString();
        body(admin().post(PolicyRequests.POLICIES + "/" + id + "/dry-run", Map.of()), 200);
        body(admin().post(PolicyRequests.POLICIES + "/" + id + "/activate", Map.of()), 200);
        return id;
    }

    private static Map<String, Object> evaluation(String user, String action, String record) {
        return Map.of(
                "subject", Map.of("type", "user", "id", user),
                "action", Map.of("name", action),
                "resource", Map.of("type", "az-record", "id", record));
    }

    private static List<Object> decisions(Map<?, ?> answers) {
        return ((List<?>) answers.get("evaluations"))
                .stream()
                        .<Object>map(answer -> ((Map<?, ?>) answer).get("decision"))
                        .toList();
    }

    private static Map<?, ?> part(Map<?, ?> answer, String name) {
        return (Map<?, ?>) answer.get(name);
    }

    private static Map<String, Object> posture(boolean guarded) {
        return Map.of(
                "security_patch_level",
                "latest",
                "encrypted",
                guarded,
                "firewall_enabled",
                guarded,
                "antivirus_enabled",
                guarded,
                "compliance_score",
                80);
    }
}
