package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.UserChange;
import jakarta.validation.constraints.NotNull;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is not named stays as it is. */
record ChangeUser(
        @Nullable Set<@NotNull Role> roles, @Nullable Boolean disabled) {

    Set<Role> rolesOrNone() {
        return roles == null ? Set.of() : roles;
    }

    UserChange change() {
        return new UserChange(roles, disabled);
    }
}
