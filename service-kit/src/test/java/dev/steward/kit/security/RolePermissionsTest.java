package dev.steward.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolePermissionsTest {

    @ParameterizedTest
    @CsvSource({
        "viewer, sessions:read, true",
        "viewer, sessions:create, false",
        "developer, sessions:create, true",
        "developer, datasets:write, true",
        "developer, secrets:reveal, true",
        "viewer, secrets:read, true",
        "viewer, secrets:reveal, false",
        "viewer, secrets:write, false",
        "developer, sessions:admin, false",
        "developer, users:create, false",
        "operator, sessions:read, false",
        "nobody, sessions:read, false",
        "sessions:read, sessions:read, false",
    })
    void aRoleInAProjectGrants(String role, String permission, boolean granted) {
        assertThat(RolePermissions.inProject(role, permission)).isEqualTo(granted);
    }

    @ParameterizedTest
    @CsvSource({
        "admin, users:create, true",
        "admin, anything:admin, true",
        "operator, dead-letters:replay, true",
        "operator, sessions:read, true",
        "operator, sessions:create, false",
        "operator, secrets:read, true",
        "operator, secrets:reveal, false",
        "developer, sessions:read, false",
        "performance, sessions:read, false",
        "jobs:create, jobs:create, true",
        "jobs:create, jobs:read, false",
        "jobs:*, jobs:create, false",
        "*:create, jobs:create, false",
        "*:*, jobs:create, false",
    })
    void aRoleEverywhereGrants(String role, String permission, boolean granted) {
        assertThat(RolePermissions.global(role, permission)).isEqualTo(granted);
    }
}
