package dev.steward.zerotrust.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomRoleTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*:*",
                "jobs:*",
                "*:read",
                "users:write",
                "credentials:write",
                "groups:write",
                "roles:write",
                "jobs",
                "jobs:fly"
            })
    void permitsNothingThatMakesAdminsOrIsNoPermission(String permission) {
        assertThatThrownBy(() -> CustomRole.named("crew", Set.of("jobs:read", permission), NOON))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"admin", "viewer", "performance", "", "a", "Crew", "crew:all", "crew crew", "1crew", "crew\n"})
    void nameIsASlugThatNoBuiltInRoleHas(String name) {
        assertThat(CustomRole.isName(name)).isFalse();
        assertThatThrownBy(() -> CustomRole.named(name, Set.of("jobs:read"), NOON))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rolesAreToldApartByTheirNames() {
        var roles = GroupRoles.of(List.of("crew", "operator", "admin", "*"));

        assertThat(roles.builtIn()).containsExactly(Role.OPERATOR, Role.ADMIN);
        assertThat(roles.custom()).containsExactly("*", "crew");
        assertThat(roles.names()).containsExactly("operator", "admin", "*", "crew");
    }

    @Test
    void changeOfNothingIsNone() {
        CustomRole role = CustomRole.named("crew", Set.of("jobs:read"), NOON);

        assertThat(role.changed(Set.of("jobs:read"))).isSameAs(role);
        assertThat(role.changed(Set.of("jobs:create")).version()).isEqualTo(2);
    }
}
