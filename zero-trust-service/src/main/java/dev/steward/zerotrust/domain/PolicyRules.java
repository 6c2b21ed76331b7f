package dev.steward.zerotrust.domain;

import dev.steward.events.trust.PolicyConditions;
import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.kit.policy.Policy;
import dev.steward.kit.policy.PolicyReader;
import dev.steward.kit.policy.PolicyReading;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a policy says, as its author wrote it; {@link PolicyStateChanged} tells what each part may be. */
public record PolicyRules(
        String name,
        String resourcePattern,
        List<String> actions,
        List<String> requiredRoles,
        @Nullable String requiredTrustLevel,
        PolicyConditions conditions,
        String effect) {

    public PolicyRules {
        actions = List.copyOf(actions);
        requiredRoles = List.copyOf(requiredRoles);
    }

    /** Finds all that is wrong with it. */
    public PolicyReading read() {
        return PolicyReader.read(state("unwritten", 1, Instant.EPOCH));
    }

    /** Wants rules that were read before they were stored. */
    public Policy policy(String policyId, int version) {
        return read(state(policyId, version, Instant.EPOCH));
    }

    public PolicyStateChanged state(String policyId, int version, Instant activatedAt) {
        return new PolicyStateChanged(
                policyId,
                name,
                version,
                resourcePattern,
                actions,
                requiredRoles,
                requiredTrustLevel,
                conditions,
                effect,
                activatedAt);
    }

    /** Wants rules that were read before they were stored. */
    public static Policy read(PolicyStateChanged stored) {
        return switch (PolicyReader.read(stored)) {
            case PolicyReading.Accepted(Policy policy) -> policy;
            case PolicyReading.Refused(var problems) ->
                throw new IllegalStateException("policy " + stored.policyId() + " cannot be read: " + problems);
        };
    }
}
