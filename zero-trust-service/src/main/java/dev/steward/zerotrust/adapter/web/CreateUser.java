package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.domain.Role;
import jakarta.validation.constraints.NotNull;
import java.util.Set;
import org.jspecify.annotations.Nullable;

record CreateUser(
        @NotNull String username,
        @NotNull String password,
        @Nullable Set<@NotNull Role> roles) {

    Set<Role> rolesOrNone() {
        return roles == null ? Set.of() : roles;
    }

    @Override
    public String toString() {
        return "CreateUser[" + username + "]";
    }
}
