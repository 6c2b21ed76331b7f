package dev.steward.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerTest {

    @ParameterizedTest
    @CsvSource({
        "admin, jobs:read, jobs:read, true",
        "admin, jobs:*, jobs:write, true",
        "admin, *:read, users:read, true",
        "admin, *:*, users:write, true",
        "admin, jobs:*, users:read, false",
        "admin, *:read, users:write, false",
        "admin, garbage, users:read, false",
        "operator, *:*, users:write, false",
        "operator, users:read, users:read, true",
    })
    void mayDoWhatBothRoleAndScopePermit(String role, String scope, String permission, boolean may) {
        assertThat(caller(role, Set.of(scope)).mayEverywhere(permission)).isEqualTo(may);
    }

    @Test
    void isGoodForNothingWithAnEmptyScope() {
        Caller caller = caller("admin", Set.of());

        assertThat(caller.mayEverywhere("users:read")).isFalse();
        assertThat(caller.inScope("users:read")).isFalse();
        assertThat(caller.inScope("")).isFalse();
        assertThat(caller("admin", Set.of("*:*")).inScope("")).isFalse();
        assertThat(caller("admin", null).inScope("")).isTrue();
    }

    @Test
    void givesNothingThatItLacks() {
        Caller admin = caller("admin", null);
        Caller operator = caller("operator", null);

        assertThat(admin.mayGive("admin")).isTrue();
        assertThat(admin.mayGive("developer")).isTrue();
        assertThat(operator.mayGive("operator")).isTrue();
        assertThat(operator.mayGive("viewer")).isTrue();
        assertThat(operator.mayGive("developer")).isFalse();
        assertThat(operator.mayGive("admin")).isFalse();
        assertThat(caller("admin", Set.of("users:write")).mayGive("viewer")).isFalse();
        assertThat(caller("admin", Set.of("users:write")).mayGive("performance"))
                .isTrue();
        assertThat(caller("admin", Set.of("*:*")).mayGive("admin")).isTrue();
    }

    private static Caller caller(String role, Set<String> scopes) {
        return new Caller(
                "u1", "ada", "s1", Set.of(role), Map.of(), Instant.MIN, Instant.MAX, null, null, null, scopes);
    }
}
