package dev.steward.kit.policy;

import java.util.Set;

/**
 * An active policy.
 *
 * @param actions {@code *} is any
 * @param requiredRoles any one of them; empty for anybody
 */
public record Policy(
        String id,
        String name,
        int version,
        ResourcePattern resource,
        Set<String> actions,
        Set<String> requiredRoles,
        TrustLevel requiredTrustLevel,
        Conditions conditions,
        Effect effect) {

    static final String ANY_ACTION = "*";

    public Policy {
        actions = Set.copyOf(actions);
        requiredRoles = Set.copyOf(requiredRoles);
    }

    boolean isAllow() {
        return effect == Effect.ALLOW;
    }

    boolean isAboutAnyAction() {
        return actions.contains(ANY_ACTION);
    }
}
