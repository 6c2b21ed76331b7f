package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.CheckedBody;
import dev.steward.kit.web.FieldProblems;
import dev.steward.zerotrust.domain.GroupRoles;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A group to create.
 *
 * @param roles built-in and custom ones that its members have everywhere
 */
record CreateGroup(
        @NotNull @NotBlank @Size(max = 100) @Pattern(regexp = PlainText.PATTERN, message = PlainText.RULE)
        String name,

        @Nullable Set<@NotNull String> roles)
        implements CheckedBody {

    @Override
    public void check(FieldProblems problems) {
        checkRoles(roles, problems);
    }

    /** Their form only: whether there are such roles is found out when they are given. */
    static void checkRoles(@Nullable Set<String> roles, FieldProblems problems) {
        problems.require(
                roles == null || roles.stream().filter(Objects::nonNull).allMatch(GroupRoles::isName),
                "roles",
                "must be built-in or custom roles");
    }

    GroupRoles rolesOrNone() {
        return GroupRoles.of(roles == null ? Set.of() : roles);
    }
}
