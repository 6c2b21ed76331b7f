package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.CheckedBody;
import dev.steward.kit.web.FieldProblems;
import dev.steward.zerotrust.domain.CustomRole;
import jakarta.validation.constraints.NotNull;
import java.util.Set;

/**
 * A role to make.
 *
 * @param permissions what it permits everywhere, each as {@code resource:action}
 */
record CreateRole(@NotNull String name, @NotNull Set<@NotNull String> permissions) implements CheckedBody {

    @Override
    public void check(FieldProblems problems) {
        problems.require(name == null || CustomRole.isName(name), "name", CustomRole.RULE);
        ChangeRole.check(permissions, problems);
    }
}
