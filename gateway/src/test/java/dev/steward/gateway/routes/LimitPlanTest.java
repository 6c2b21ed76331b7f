package dev.steward.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.security.Caller;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitPlanTest {

    /** Without scopes it is a person. */
    @ParameterizedTest
    @CsvSource({
        "viewer, , STANDARD",
        "limits:basic, , BASIC",
        "limits:basic limits:unlimited, , UNLIMITED",
        "admin, , UNLIMITED",
        "admin limits:basic, , UNLIMITED",
        "viewer, jobs:create, STANDARD",
        "viewer, jobs:create limits:basic, BASIC",
        "viewer, limits:unlimited, STANDARD",
        "limits:basic, limits:standard, BASIC",
        "admin, limits:standard, STANDARD",
        "admin, jobs:create, UNLIMITED",
    })
    void isCarriedByRolesAndAtMostAsMuchByScopes(String roles, @Nullable String scopes, LimitPlan plan) {
        assertThat(LimitPlan.of(caller(set(roles), scopes == null ? null : set(scopes)), Set.of("admin")))
                .isEqualTo(plan);
    }

    private static Set<String> set(String values) {
        return Set.of(values.split(" "));
    }

    private static Caller caller(Set<String> roles, @Nullable Set<String> scopes) {
        Instant now = Instant.EPOCH;
        return new Caller("u", "u", "s", roles, Map.of(), now, now, null, null, null, scopes);
    }
}
