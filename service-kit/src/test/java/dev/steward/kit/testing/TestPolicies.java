package dev.steward.kit.testing;

import dev.steward.events.trust.PolicyConditions;
import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.kit.policy.Policy;
import dev.steward.kit.policy.PolicyReader;
import dev.steward.kit.policy.PolicyReading;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Policies as an admin would activate them. */
public final class TestPolicies {

    private TestPolicies() {}

    public static PolicyStateChanged denial(String id, String pattern, String action, String... roles) {
        return written(id, "deny", pattern, action, List.of(roles), null, PolicyConditions.NONE);
    }

    /** Challenges whoever presented no second factor. */
    public static PolicyStateChanged secondFactor(String id, String pattern, String action) {
        var conditions = new PolicyConditions(true, null, null, List.of(), List.of(), null);
        return written(id, "allow", pattern, action, List.of(), null, conditions);
    }

    public static PolicyStateChanged written(
            String id,
            String effect,
            String pattern,
            String action,
            List<String> roles,
            @Nullable String level,
            PolicyConditions conditions) {
        return new PolicyStateChanged(
                id, id, 1, pattern, List.of(action), roles, level, conditions, effect, Instant.EPOCH);
    }

    public static Policy read(PolicyStateChanged written) {
        return switch (PolicyReader.read(written)) {
            case PolicyReading.Accepted(Policy policy) -> policy;
            case PolicyReading.Refused(var problems) -> throw new AssertionError(problems);
        };
    }
}
