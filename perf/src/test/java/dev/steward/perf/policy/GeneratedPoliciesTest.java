package dev.steward.perf.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.kit.policy.Decision.Outcome;
import dev.steward.kit.policy.PolicySet;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratedPoliciesTest {

    private static final long SEED = 7;

    @Test
    void everyKindOfConditionIsUsed() {
        List<PolicyStateChanged> written = GeneratedPolicies.mixed(1_000, SEED);

        assertThat(written)
                .hasSize(1_000)
                .anyMatch(policy -> policy.conditions().mfaRequired())
                .anyMatch(policy -> policy.conditions().deviceComplianceMin() != null)
                .anyMatch(policy -> policy.conditions().timeWindow() != null)
                .anyMatch(policy -> !policy.conditions().networks().isEmpty())
                .anyMatch(policy -> !policy.conditions().locations().isEmpty())
                .anyMatch(policy -> policy.conditions().maxPostureAge() != null)
                .anyMatch(policy -> policy.requiredTrustLevel() != null)
                .anyMatch(policy -> !policy.requiredRoles().isEmpty());
        assertThat(GeneratedPolicies.read(written).policies()).hasSize(1_000);
    }

    @Test
    void requestsEndInEachOutcomeEquallyOften() {
        PolicySet set = GeneratedPolicies.read(GeneratedPolicies.mixed(1_000, SEED));

        var requests = GeneratedRequests.balanced(set, 900, GeneratedPolicies.projects(1_000), SEED);

        assertThat(requests).hasSize(900);
        assertThat(GeneratedRequests.shares(set, requests))
                .containsOnlyKeys(Outcome.values())
                .allSatisfy((_, share) -> assertThat(share).isGreaterThan(30));
    }

    @Test
    void asManyMatchHoweverManyOthersThereAre() {
        List<PolicyStateChanged> few = GeneratedPolicies.aside(10, 8, SEED);
        List<PolicyStateChanged> many = GeneratedPolicies.aside(2_000, 8, SEED);

        assertThat(many.subList(0, 8)).isEqualTo(few.subList(0, 8));
        assertThat(many.subList(8, 2_000))
                .noneMatch(policy -> policy.resourcePattern().startsWith("platform/project-0/"));
        var requests = GeneratedRequests.any(500, 0, SEED);
        PolicySet ofFew = GeneratedPolicies.read(few);
        PolicySet ofMany = GeneratedPolicies.read(many);
        assertThat(requests)
                .allSatisfy(request -> assertThat(ofMany.decide(request)).isEqualTo(ofFew.decide(request)));
    }
}
