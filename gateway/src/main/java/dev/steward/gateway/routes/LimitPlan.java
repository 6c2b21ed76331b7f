package dev.steward.gateway.routes;

import dev.steward.kit.security.Caller;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How many requests somebody may make, from the fewest to the most. A role carries one as the permission
 * {@code limits:<plan>}, and so does an API key among its scopes: there it is at most the plan of whose key it is.
 */
public enum LimitPlan {
    BASIC,
    STANDARD,
    UNLIMITED;

    /** The plan of a caller who carries none is {@link #STANDARD}; {@code unlimited} are roles that have no limit. */
    public static LimitPlan of(Caller caller, Set<String> unlimited) {
        LimitPlan byRole = Collections.disjoint(caller.roles(), unlimited)
                ? carried(caller.roles()).orElse(STANDARD)
                : UNLIMITED;
        Set<String> scopes = caller.scopes();
        LimitPlan byScope = scopes == null ? byRole : carried(scopes).orElse(byRole);
        return byScope.compareTo(byRole) < 0 ? byScope : byRole;
    }

    /** As YAML and headers have it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Optional<LimitPlan> carried(Collection<String> permissions) {
        return Arrays.stream(values())
                .filter(plan -> permissions.contains("limits:" + plan.wireName()))
                .max(Comparator.naturalOrder());
    }
}
