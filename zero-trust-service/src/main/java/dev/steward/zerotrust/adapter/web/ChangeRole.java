package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.CheckedBody;
import dev.steward.kit.web.FieldProblems;
import dev.steward.zerotrust.domain.Permissions;
import jakarta.validation.constraints.NotNull;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a role.
 *
 * @param permissions what it permits everywhere instead, each as {@code resource:action}
 */
record ChangeRole(@NotNull Set<@NotNull String> permissions) implements CheckedBody {

    @Override
    public void check(FieldProblems problems) {
        check(permissions, problems);
    }

    static void check(@Nullable Set<String> permissions, FieldProblems problems) {
        if (permissions == null) {
            return;
        }
        problems.require(
                !permissions.isEmpty()
                        && permissions.stream().filter(Objects::nonNull).allMatch(Permissions::grantable),
                "permissions",
                Permissions.RULE);
    }
}
