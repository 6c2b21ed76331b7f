package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.CheckedBody;
import dev.steward.kit.web.FieldProblems;
import dev.steward.zerotrust.domain.Password;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.Username;
import jakarta.validation.constraints.NotNull;
import java.util.Set;
import org.jspecify.annotations.Nullable;

record CreateUser(
        @NotNull String username,
        @NotNull String password,
        @Nullable Set<@NotNull Role> roles) implements CheckedBody {

    @Override
    public void check(FieldProblems problems) {
        problems.require(username == null || Username.parse(username).isPresent(), "username", Username.RULE);
        problems.require(password == null || Password.parse(password).isPresent(), "password", Password.RULE);
    }

    Set<Role> rolesOrNone() {
        return roles == null ? Set.of() : roles;
    }

    @Override
    public String toString() {
        return "CreateUser[" + username + "]";
    }
}
