package dev.steward.zerotrust.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.trust.PolicyActivated;
import dev.steward.events.trust.PolicyConditions;
import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.kit.outbox.Tombstone;
import dev.steward.zerotrust.application.PolicyOutcome.Done;
import dev.steward.zerotrust.domain.GroupRoles;
import dev.steward.zerotrust.domain.ManagedPolicy;
import dev.steward.zerotrust.domain.PolicyFinding;
import dev.steward.zerotrust.domain.PolicyFinding.Kind;
import dev.steward.zerotrust.domain.PolicyRules;
import dev.steward.zerotrust.domain.PolicyState;
import dev.steward.zerotrust.domain.PolicyVersion;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.port.TrustEntryRepository;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyActivationTest {

    private static final PolicyRules DOCS = rules("Docs", "docs/**", "allow", List.of());

    private final Identity identity = new Identity();
    private final PolicyActivation activation = identity.activation;

    @Test
    void goesFromDraftOverDryRunToActive() {
        String id = drafted(DOCS).id();
        assertThat(activation.activate(id, null, "ada").block()).isEqualTo(new PolicyOutcome.NotTried());
        assertThat(state(id)).isEqualTo(PolicyState.DRAFT);

        assertThat(done(activation.tryOut(id, null).block()).policy().state()).isEqualTo(PolicyState.DRY_RUN);
        assertThat(identity.outbox.appended).isEmpty();

        ManagedPolicy active =
                done(activation.activate(id, null, "ada").block()).policy();
        assertThat(active.state()).isEqualTo(PolicyState.ACTIVE);
        assertThat(active.dryRunVersion()).isNull();
        assertThat(identity.outbox.events())
                .containsExactly(
                        new PolicyActivated(id, "Docs", 1, null, "ada", Identity.NOON),
                        DOCS.state(id, 1, Identity.NOON));
        assertThat(identity.outbox.positions()).containsExactly(id + "#1", "policy/" + id + "#1");
    }

    @Test
    void activatingWhatIsActiveSaysNothingAgain() {
        String id = active(DOCS);
        identity.outbox.appended.clear();

        ManagedPolicy before = identity.policies.find(id).block();
        assertThat(done(activation.activate(id, 1, "bob").block()).policy()).isEqualTo(before);
        assertThat(identity.outbox.appended).isEmpty();
    }

    @Test
    void rewrittenPolicyGoesOnToSayWhatItSaid() {
        String id = active(DOCS);
        rewritten(id, rules("Docs", "docs/more/**", "allow", List.of()));

        assertThat(identity.policies.active().block()).containsExactly(DOCS.state(id, 1, Identity.NOON));
        assertThat(activation.activate(id, null, "ada").block()).isEqualTo(new PolicyOutcome.NotTried());
        assertThat(activation.activate(id, 3, "ada").block()).isEqualTo(new PolicyOutcome.NoSuchVersion());
        assertThat(activation.tryOut(id, 3).block()).isEqualTo(new PolicyOutcome.NoSuchVersion());
    }

    @Test
    void rollsBackToWhatDecidedBefore() {
        String id = active(DOCS);
        PolicyRules next = rules("Docs", "docs/more/**", "allow", List.of());
        identity.pass(Duration.ofMinutes(1));
        rewritten(id, next);
        rewritten(id, rules("Docs", "docs/even/more/**", "allow", List.of()));
        done(activation.tryOut(id, 2).block());
        done(activation.activate(id, 2, "ada").block());
        identity.outbox.appended.clear();
        identity.pass(Duration.ofMinutes(1));

        assertThat(done(activation.rollBack(id, null, "bob").block()).policy().activeVersion())
                .isEqualTo(1);

        assertThat(identity.outbox.events())
                .containsExactly(
                        new PolicyActivated(id, "Docs", 1, 2, "bob", identity.clock.instant()),
                        DOCS.state(id, 1, identity.clock.instant()));
        assertThat(identity.outbox.positions()).containsExactly(id + "#3", "policy/" + id + "#3");
        assertThat(activation.rollBack(id, 3, "bob").block()).isEqualTo(new PolicyOutcome.NeverActive());
        assertThat(activation.rollBack(id, 4, "bob").block()).isEqualTo(new PolicyOutcome.NeverActive());
        assertThat(done(activation.rollBack(id, null, "bob").block()).policy().activeVersion())
                .isEqualTo(2);
    }

    @Test
    void nothingIsRolledBackToWhenOneVersionDecided() {
        assertThat(activation.rollBack(active(DOCS), null, "bob").block()).isEqualTo(new PolicyOutcome.NeverActive());
        assertThat(activation.rollBack(drafted(DOCS).id(), null, "bob").block())
                .isEqualTo(new PolicyOutcome.NeverActive());
    }

    @Test
    void deactivatedPolicyIsATombstoneAndCanComeBack() {
        String id = active(DOCS);
        identity.outbox.appended.clear();

        assertThat(done(activation.deactivate(id).block()).policy().state()).isEqualTo(PolicyState.INACTIVE);
        assertThat(identity.outbox.events()).containsExactly(new Tombstone(PolicyStateChanged.class));
        assertThat(identity.outbox.positions()).containsExactly("policy/" + id + "#2");
        assertThat(activation.deactivate(id).block()).isEqualTo(new PolicyOutcome.NotInUse());

        done(activation.activate(id, null, "ada").block());
        assertThat(identity.outbox.positions()).endsWith("policy/" + id + "#3");
    }

    @Test
    void deletedPolicyIsGoneForAll() {
        String id = active(DOCS);
        String draft = drafted(DOCS).id();
        identity.outbox.appended.clear();

        done(activation.delete(draft).block());
        assertThat(identity.outbox.appended).isEmpty();
        done(activation.delete(id).block());

        assertThat(identity.outbox.events()).containsExactly(new Tombstone(PolicyStateChanged.class));
        assertThat(activation.delete(id).block()).isEqualTo(new PolicyOutcome.NoSuchPolicy());
        assertThat(activation.activate(id, 1, "ada").block()).isEqualTo(new PolicyOutcome.NoSuchPolicy());
        assertThat(activation.tryOut(id, 1).block()).isEqualTo(new PolicyOutcome.NoSuchPolicy());
    }

    @Test
    void refusesWhatWouldLockOutEveryAdminAndSaysSoInDryRun() {
        identity.user("root", Role.ADMIN);
        identity.outbox.appended.clear();
        String id = drafted(rules("Nobody", "**", "deny", List.of())).id();

        Done tried = done(activation.tryOut(id, null).block());
        assertThat(tried.warnings()).extracting(PolicyFinding::kind).containsExactly(Kind.LOCKS_OUT_ADMINS);

        assertThat(activation.activate(id, null, "ada").block())
                .isInstanceOfSatisfying(PolicyOutcome.Refused.class, refused -> assertThat(refused.findings())
                        .extracting(PolicyFinding::kind)
                        .containsExactly(Kind.LOCKS_OUT_ADMINS));
        assertThat(identity.outbox.appended).isEmpty();
        assertThat(state(id)).isEqualTo(PolicyState.DRY_RUN);
    }

    @Test
    void keepsThePolicyThatLetsAdminsIn() {
        String admins = active(rules("Admins", "platform/**", "allow", List.of("admin")));
        String developers = active(rules("Developers", "platform/**", "allow", List.of("developer")));
        identity.outbox.appended.clear();

        assertThat(activation.deactivate(admins).block()).isInstanceOf(PolicyOutcome.Refused.class);
        assertThat(activation.delete(admins).block()).isInstanceOf(PolicyOutcome.Refused.class);
        assertThat(identity.outbox.appended).isEmpty();

        done(activation.deactivate(developers).block());
        done(activation.deactivate(admins).block());
    }

    @Test
    void asksWhichRolesTheAdminsHave() {
        identity.user("root", Role.ADMIN, Role.OPERATOR);
        String id = drafted(rules("Operators", "platform/**", "deny", List.of("operator")))
                .id();
        done(activation.tryOut(id, null).block());

        assertThat(activation.activate(id, null, "ada").block()).isInstanceOf(PolicyOutcome.Refused.class);

        identity.user("other", Role.ADMIN);
        done(activation.activate(id, null, "ada").block());
    }

    @Test
    void asksWhichRolesGroupsGiveTheAdmins() {
        identity.user("root", Role.ADMIN);
        User other = identity.user("other");
        String admins = group("Admins", "admin");
        String operators = group("Operators", "operator");
        identity.groupService.admit(admins, other.id()).block();
        identity.groupService.admit(operators, other.id()).block();
        String id = drafted(rules("Admins", "platform/**", "allow", List.of("operator")))
                .id();
        done(activation.tryOut(id, null).block());
        identity.groupService.expel(operators, other.id()).block();
        assertThat(activation.activate(id, null, "ada").block()).isInstanceOf(PolicyOutcome.Refused.class);

        identity.groupService.admit(operators, other.id()).block();
        done(activation.activate(id, null, "ada").block());
    }

    @Test
    void policyCanBeForACustomRole() {
        PolicyRules crew = rules("Crew", "docs/**", "allow", List.of("crew"));
        assertThat(done(activation.tryOut(drafted(crew).id(), null).block()).warnings())
                .extracting(PolicyFinding::kind)
                .containsExactly(Kind.CANNOT_MATCH);

        identity.roleService.create("crew", Set.of("jobs:read")).block();

        assertThat(done(activation.tryOut(drafted(crew).id(), null).block()).warnings())
                .isEmpty();
    }

    @Test
    void warnsOfActivePoliciesOfTheOppositeEffectOnly() {
        String allow = active(DOCS);
        drafted(DOCS);
        String deny =
                drafted(rules("No drafts", "docs/drafts/**", "deny", List.of())).id();
        done(activation.tryOut(deny, null).block());

        List<PolicyFinding> warnings =
                done(activation.activate(deny, null, "ada").block()).warnings();

        assertThat(warnings).singleElement().satisfies(warning -> {
            assertThat(warning.kind()).isEqualTo(Kind.OVERLAPS);
            assertThat(warning.policyId()).isEqualTo(allow);
            assertThat(warning.policyName()).isEqualTo("Docs");
        });
    }

    @Test
    void countsEachChangeOfWhatIsActive() {
        long before = identity.entries.lock(TrustEntryRepository.POLICIES).block();
        String id = active(DOCS);
        done(activation.deactivate(id).block());

        assertThat(identity.entries.lock(TrustEntryRepository.POLICIES).block()).isEqualTo(before + 3);
    }

    @Test
    void publishesAllThatWasEverActiveAndThenTheMarker() {
        String active = active(DOCS);
        String ended = active(DOCS);
        activation.delete(ended).block();
        drafted(DOCS);
        identity.outbox.appended.clear();

        assertThat(identity.policyPublisher.publishAll().block()).isEqualTo(1);

        assertThat(identity.outbox.positions())
                .containsExactlyInAnyOrder("policy/" + active + "#1", "policy/" + ended + "#2", "policies-complete#1")
                .endsWith("policies-complete#1");
        assertThat(identity.outbox.appended.getLast().aggregateType()).isEqualTo("trust-marker");
        assertThat(identity.outbox.events())
                .contains(DOCS.state(active, 1, Identity.NOON), new Tombstone(PolicyStateChanged.class));
    }

    @Test
    void sameRulesAreNoVersion() {
        String id = drafted(DOCS).id();

        ManagedPolicy same = done(identity.policyService
                        .rewrite(id, _ -> true, DOCS, "ada")
                        .block())
                .policy();

        assertThat(same.latestVersion()).isEqualTo(1);
        assertThat(identity.policyService
                        .rewrite(id, version -> version == 2, DOCS, "ada")
                        .block())
                .isEqualTo(new PolicyOutcome.Stale());
        assertThat(identity.policyService.versions(id, 0, 10).block())
                .containsExactly(PolicyVersion.written(1, DOCS, "ada", Identity.NOON));
    }

    private String group(String name, String... roles) {
        return ((GroupOutcome.Done) identity.groupService
                        .create(name, GroupRoles.of(List.of(roles)))
                        .block())
                .group()
                .id();
    }

    private PolicyState state(String id) {
        return identity.policies.find(id).block().state();
    }

    private ManagedPolicy drafted(PolicyRules rules) {
        return done(identity.policyService.create(rules, "ada").block()).policy();
    }

    private void rewritten(String id, PolicyRules rules) {
        done(identity.policyService.rewrite(id, _ -> true, rules, "ada").block());
    }

    private String active(PolicyRules rules) {
        String id = drafted(rules).id();
        done(activation.tryOut(id, null).block());
        done(activation.activate(id, null, "ada").block());
        return id;
    }

    private static Done done(PolicyOutcome outcome) {
        return (Done) outcome;
    }

    private static PolicyRules rules(String name, String pattern, String effect, List<String> roles) {
        return new PolicyRules(name, pattern, List.of("*"), roles, null, PolicyConditions.NONE, effect);
    }
}
