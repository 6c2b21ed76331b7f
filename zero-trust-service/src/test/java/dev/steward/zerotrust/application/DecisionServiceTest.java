package dev.steward.zerotrust.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.steward.events.trust.PolicyConditions;
import dev.steward.kit.policy.Decision.Outcome;
import dev.steward.kit.policy.Decision.RequiredAction;
import dev.steward.kit.policy.IpAddress;
import dev.steward.kit.policy.Policy;
import dev.steward.kit.policy.TrustScore;
import dev.steward.zerotrust.domain.AccessQuestion;
import dev.steward.zerotrust.domain.AuditEntry;
import dev.steward.zerotrust.domain.AuditOutcome;
import dev.steward.zerotrust.domain.GroupRoles;
import dev.steward.zerotrust.domain.MadeDecision;
import dev.steward.zerotrust.domain.PolicyRules;
import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.RequestEvidence;
import dev.steward.zerotrust.domain.RequestOrigin;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserChange;
import dev.steward.zerotrust.port.FakeDecisionRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class DecisionServiceTest {

    private static final TrustScore MEDIUM = new TrustScore(40, 70, 50);

    private final Identity identity = new Identity();
    private final List<String> changes = new ArrayList<>();
    private final FakeDecisionRecords records = new FakeDecisionRecords();
    private RequestEvidence evidence = new RequestEvidence(MEDIUM, false, null, null, null);
    private final DecisionService decisions = new DecisionService(
            identity.users,
            identity.projects,
            identity.groups,
            DecisionServiceTest::permits,
            (_, _, _) -> Mono.just(evidence),
            identity.policySets,
            (made, would) -> changes.add(made.outcome() + " would be " + would.outcome()),
            records,
            identity.audit,
            identity.transaction,
            identity.clock);
    private final PolicySimulation simulation =
            new PolicySimulation(decisions, identity.policySets, records, identity.clock);
    private final User ada = identity.user("ada", Role.OPERATOR);

    @Test
    void deniesWhoIsUnknownOrDisabled() {
        active(rules("docs/**", "allow", List.of(), null, PolicyConditions.NONE));

        MadeDecision unknown = decide("nobody", "docs/a", "read");
        assertThat(unknown.outcome()).isEqualTo(Outcome.DENY);
        assertThat(unknown.answer().reason()).isEqualTo("unknown-user");
        assertThat(unknown.score().overall()).isZero();
        assertThat(decide("No name \u0000", "docs/a", "read").answer().reason()).isEqualTo("unknown-user");

        assertThat(decide("ADA", "docs/a", "read").outcome()).isEqualTo(Outcome.ALLOW);
        identity.administration
                .change(ada.id(), _ -> true, new UserChange(null, true))
                .block();
        assertThat(decide(ada.id(), "docs/a", "read").answer().reason()).isEqualTo("user-disabled");
    }

    @Test
    void everyDecisionLeavesARowOfTheAudit() {
        identity.projectService.create(new ProjectId("shop"), "Shop").block();
        MadeDecision allowed = decide("ada", "platform/_/users/_", "read");
        String id = active(rules("platform/shop/**", "allow", List.of(), "full", PolicyConditions.NONE));
        MadeDecision challenged = decide("ada", "platform/shop/sessions/_", "read");
        MadeDecision denied = decide("nobody", "docs/a", "read");

        List<AuditEntry> rows = identity.audit.recorded.stream()
                .filter(entry -> entry.action().equals("access.decided"))
                .toList();
        assertThat(rows)
                .extracting(AuditEntry::subjectId, AuditEntry::outcome, AuditEntry::projectId)
                .containsExactly(
                        tuple(allowed.id(), AuditOutcome.ALLOW, null),
                        tuple(challenged.id(), AuditOutcome.CHALLENGE, "shop"),
                        tuple(denied.id(), AuditOutcome.DENY, null));
        assertThat(rows.get(1).detail())
                .containsEntry("policy_id", id)
                .containsEntry("policy_version", 1)
                .containsEntry("required_action", "step-up");
        assertThat(rows.get(2).detail())
                .containsEntry("user_id", "nobody")
                .containsEntry("resource", "docs/a")
                .containsEntry("action", "read")
                .containsEntry("reason", "unknown-user")
                .doesNotContainKey("policy_id");
    }

    @Test
    void deniesOutsideTheSuiteUnlessAPolicyAllows() {
        assertThat(decide("ada", "docs/a", "read").answer().reason()).isEqualTo("no-matching-policy");

        String id = active(rules("docs/*", "allow", List.of("operator"), null, PolicyConditions.NONE));

        MadeDecision allowed = decide("ada", "docs/a", "read");
        assertThat(allowed.outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(allowed.answer().policy().policyId()).isEqualTo(id);
        assertThat(decide("ada", "docs/a/b", "read").outcome()).isEqualTo(Outcome.DENY);
        assertThat(decide("ada", "docs//a", "read").answer().reason()).isEqualTo("invalid-resource");
    }

    @Test
    void rolesDecideAboutTheSuiteWhereNoPolicyDoes() {
        assertThat(decide("ada", "platform/_/users/_", "read").answer().reason())
                .isEqualTo("allowed-by-role");
        assertThat(decide("ada", "platform/_/users/_", "write").answer().reason())
                .isEqualTo("not-allowed-by-role");
        assertThat(decide("ada", "platform/nowhere/sessions/_", "read").answer().reason())
                .isEqualTo("no-such-project");
        assertThat(decide("ada", "platform/_/users", "read").answer().reason()).isEqualTo("no-matching-policy");
    }

    @Test
    void noPolicyAllowsWhatTheRolesDoNot() {
        active(rules("platform/**", "allow", List.of(), null, PolicyConditions.NONE));

        assertThat(decide("ada", "platform/_/users/_", "write").outcome()).isEqualTo(Outcome.DENY);
        assertThat(decide("ada", "platform/_/users/_", "read").answer().reason())
                .isEqualTo("allowed-by-policy");
    }

    @Test
    void policyTakesWhatTheRolesAllow() {
        String deny = active(rules("platform/_/users/*", "deny", List.of("operator"), null, PolicyConditions.NONE));

        MadeDecision denied = decide("ada", "platform/_/users/_", "read");
        assertThat(denied.answer().reason()).isEqualTo("denied-by-policy");
        assertThat(denied.answer().policy().policyId()).isEqualTo(deny);
        assertThat(decide("ada", "platform/_/users/_", "write").answer().reason())
                .isEqualTo("denied-by-policy");
    }

    @Test
    void roleInTheProjectCountsThereOnly() {
        String bob = identity.user("bob").id();
        identity.projectService.create(new ProjectId("shop"), "Shop").block();
        identity.projectService.create(new ProjectId("other"), "Other").block();
        identity.projectService
                .admit(new ProjectId("shop"), bob, Role.DEVELOPER)
                .block();
        active(rules("platform/*/sessions/*", "allow", List.of("developer"), null, PolicyConditions.NONE));

        assertThat(decide("bob", "platform/shop/sessions/_", "write").outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(decide("bob", "platform/other/sessions/_", "write").outcome())
                .isEqualTo(Outcome.DENY);
    }

    @Test
    void rolesThatGroupsGiveCountToo() {
        String bob = identity.user("bob").id();
        var shop = new ProjectId("shop");
        identity.projectService.create(shop, "Shop").block();
        identity.roleService.create("crew", Set.of("jobs:create")).block();
        String group = ((GroupOutcome.Done) identity.groupService
                        .create("Crew", GroupRoles.of(List.of("operator", "crew")))
                        .block())
                .group()
                .id();
        identity.groupService.grant(group, shop, Role.DEVELOPER).block();
        active(rules("docs/**", "allow", List.of("crew"), null, PolicyConditions.NONE));
        assertThat(decide("bob", "docs/a", "read").outcome()).isEqualTo(Outcome.DENY);
        assertThat(decide("bob", "platform/_/users/_", "read").outcome()).isEqualTo(Outcome.DENY);

        identity.groupService.admit(group, bob).block();

        assertThat(decide("bob", "docs/a", "read").outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(decide("bob", "platform/_/users/_", "read").outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(decide("bob", "platform/_/users/_", "write").outcome()).isEqualTo(Outcome.DENY);
        assertThat(decide("bob", "platform/shop/sessions/_", "write").outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(decide("bob", "platform/shop/jobs/_", "create").outcome()).isEqualTo(Outcome.ALLOW);
    }

    @Test
    void challengeSaysWhatSatisfiesIt() {
        var mfa = new PolicyConditions(true, null, null, List.of(), List.of(), "PT1H");
        active(rules("docs/**", "allow", List.of(), "high", mfa));

        assertThat(decide("ada", "docs/a", "read").answer().requiredAction()).isEqualTo(RequiredAction.MFA);
        evidence = new RequestEvidence(MEDIUM, true, 90.0, Duration.ofHours(2), null);
        assertThat(decide("ada", "docs/a", "read").answer().requiredAction()).isEqualTo(RequiredAction.DEVICE_POSTURE);
        evidence = new RequestEvidence(MEDIUM, true, 90.0, Duration.ofMinutes(2), null);
        MadeDecision challenge = decide("ada", "docs/a", "read");
        assertThat(challenge.answer().requiredAction()).isEqualTo(RequiredAction.STEP_UP);
        assertThat(challenge.outcome()).isEqualTo(Outcome.CHALLENGE);
        evidence = new RequestEvidence(new TrustScore(95, 100, 75), true, 90.0, Duration.ofMinutes(2), null);
        assertThat(decide("ada", "docs/a", "read").outcome()).isEqualTo(Outcome.ALLOW);
    }

    @Test
    void conditionsLookAtWhereTheRequestComesFrom() {
        var office = new PolicyConditions(false, null, null, List.of("10.0.0.0/8"), List.of("berlin"), null);
        active(rules("docs/**", "allow", List.of(), null, office));

        assertThat(decide("ada", "docs/a", "read").answer().reason()).isEqualTo("conditions-unmet");
        evidence = new RequestEvidence(MEDIUM, false, null, null, "berlin");
        assertThat(decide("ada", "docs/a", "read").outcome()).isEqualTo(Outcome.DENY);
        var inside = new RequestOrigin(null, null, IpAddress.of("10.1.2.3").orElseThrow(), "berlin", null);
        assertThat(decisions
                        .decide(new AccessQuestion("ada", "docs/a", "read", inside))
                        .block()
                        .outcome())
                .isEqualTo(Outcome.ALLOW);
    }

    @Test
    void eachChangeCountsFromTheNextDecisionOn() {
        assertThat(decide("ada", "docs/a", "read").outcome()).isEqualTo(Outcome.DENY);
        String id = active(rules("docs/**", "allow", List.of(), null, PolicyConditions.NONE));
        assertThat(decide("ada", "docs/a", "read").outcome()).isEqualTo(Outcome.ALLOW);
        identity.activation.deactivate(id).block();
        assertThat(decide("ada", "docs/a", "read").outcome()).isEqualTo(Outcome.DENY);
    }

    @Test
    void dryRunChangesNothingAndIsHeardOf() {
        active(rules("docs/**", "allow", List.of(), null, PolicyConditions.NONE));
        String deny = tried(rules("docs/secret", "deny", List.of(), null, PolicyConditions.NONE));

        assertThat(decide("ada", "docs/a", "read").outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(changes).isEmpty();
        assertThat(decide("ada", "docs/secret", "read").outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(changes).containsExactly("ALLOW would be DENY");

        identity.activation.activate(deny, null, "ada").block();
        assertThat(decide("ada", "docs/secret", "read").outcome()).isEqualTo(Outcome.DENY);
        assertThat(changes).hasSize(1);
    }

    @Test
    void furtherVersionInDryRunStandsForTheActiveOne() {
        String id = active(rules("docs/**", "allow", List.of(), null, PolicyConditions.NONE));
        identity.policyService
                .rewrite(id, _ -> true, rules("docs/public/**", "allow", List.of(), null, PolicyConditions.NONE), "ada")
                .block();
        identity.activation.tryOut(id, null).block();

        assertThat(decide("ada", "docs/a", "read").outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(changes).containsExactly("ALLOW would be DENY");
    }

    @Test
    void simulationSaysWhatAPolicyWouldChangeAndChangesNothing() {
        String id = active(rules("docs/**", "allow", List.of(), null, PolicyConditions.NONE));
        var question = new AccessQuestion("ada", "docs/a", "read", RequestOrigin.UNKNOWN);
        Policy deny =
                rules("docs/*", "deny", List.of(), null, PolicyConditions.NONE).policy("another", 1);
        Policy less =
                rules("docs/b", "allow", List.of(), null, PolicyConditions.NONE).policy(id, 2);

        var another = simulation.simulate(question, deny).block();
        assertThat(another.changed()).isEqualTo(1);
        assertThat(another.examples().getFirst().now().outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(another.examples().getFirst().would().outcome()).isEqualTo(Outcome.DENY);
        var replaced = simulation.simulate(question, less).block();
        assertThat(replaced.examples().getFirst().would().reason()).isEqualTo("no-matching-policy");
        assertThat(decide("ada", "docs/a", "read").outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(changes).isEmpty();
    }

    @Test
    void simulationLooksAtTheDecisionsOfLateAsTheyWereJudged() {
        active(rules("docs/**", "allow", List.of(), null, PolicyConditions.NONE));
        decide("ada", "docs/old", "read");
        identity.pass(Duration.ofDays(2));
        decide("nobody", "docs/a", "read");
        decide("ada", "docs/a", "read");
        evidence = new RequestEvidence(MEDIUM, false, 90.0, null, null);
        MadeDecision compliant = decide("ada", "docs/b", "read");
        evidence = new RequestEvidence(MEDIUM, false, 10.0, null, null);
        var guarded = new PolicyConditions(false, 80.0, null, List.of(), List.of(), null);
        Policy deny = rules("docs/*", "deny", List.of(), null, guarded).policy("another", 1);

        var late = simulation.simulate(Duration.ofDays(1), deny).block();

        assertThat(late.decisions()).isEqualTo(2);
        assertThat(late.changed()).isEqualTo(1);
        assertThat(late.complete()).isTrue();
        assertThat(late.examples().getFirst().recorded().id()).isEqualTo(compliant.id());
        assertThat(late.examples().getFirst().would().policy().policyId()).isEqualTo("another");
        assertThat(simulation.simulate(Duration.ofDays(3), deny).block().decisions())
                .isEqualTo(3);
    }

    @Test
    void simulationNamesAHundredOfManyThatWouldChange() {
        for (int i = 0; i < 2_100; i++) {
            decide("ada", "docs/" + i, "read");
        }
        Policy allow =
                rules("docs/*", "allow", List.of(), null, PolicyConditions.NONE).policy("another", 1);

        var late = simulation.simulate(Duration.ofDays(1), allow).block();

        assertThat(late.decisions()).isEqualTo(2_100);
        assertThat(late.changed()).isEqualTo(2_100);
        assertThat(late.examples()).hasSize(100);
    }

    @Test
    void everyDecisionHasAnIdOfItsOwn() {
        assertThat(decide("ada", "docs/a", "read").id())
                .isNotEqualTo(decide("ada", "docs/a", "read").id());
    }

    private static boolean permits(Set<String> everywhere, String inProject, String permission) {
        return (everywhere.contains("operator") && permission.endsWith(":read"))
                || everywhere.contains(permission)
                || (("developer").equals(inProject) && permission.startsWith("sessions:"));
    }

    private MadeDecision decide(String user, String resource, String action) {
        return decisions
                .decide(new AccessQuestion(user, resource, action, RequestOrigin.UNKNOWN))
                .block();
    }

    private String tried(PolicyRules rules) {
        var created =
                (PolicyOutcome.Done) identity.policyService.create(rules, "ada").block();
        String id = created.policy().id();
        identity.activation.tryOut(id, null).block();
        return id;
    }

    private String active(PolicyRules rules) {
        String id = tried(rules);
        assertThat(identity.activation.activate(id, null, "ada").block()).isInstanceOf(PolicyOutcome.Done.class);
        return id;
    }

    private static PolicyRules rules(
            String pattern, String effect, List<String> roles, String level, PolicyConditions when) {
        return new PolicyRules("A policy", pattern, List.of("*"), roles, level, when, effect);
    }
}
