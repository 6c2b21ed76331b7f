package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.domain.Role;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A group to create.
 *
 * @param roles what its members may do everywhere
 */
record CreateGroup(
        @NotNull @NotBlank @Size(max = 100) @Pattern(regexp = PlainText.PATTERN, message = PlainText.RULE)
        String name,

        @Nullable Set<@NotNull Role> roles) {

    Set<Role> rolesOrNone() {
        return roles == null ? Set.of() : roles;
    }
}
