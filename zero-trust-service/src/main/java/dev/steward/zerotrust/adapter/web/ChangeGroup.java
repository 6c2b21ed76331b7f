package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.CheckedBody;
import dev.steward.kit.web.FieldProblems;
import dev.steward.zerotrust.domain.GroupChange;
import dev.steward.zerotrust.domain.GroupRoles;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is not named stays as it is. */
record ChangeGroup(
        @Nullable @Size(max = 100) @Pattern(regexp = PlainText.PATTERN, message = PlainText.RULE)
        String name,

        @Nullable Set<@NotNull String> roles)
        implements CheckedBody {

    @Override
    public void check(FieldProblems problems) {
        problems.require(name == null || !name.isBlank(), "name", "must not be blank");
        CreateGroup.checkRoles(roles, problems);
    }

    GroupChange change() {
        return new GroupChange(name, roles == null ? null : rolesOrNone());
    }

    GroupRoles rolesOrNone() {
        return GroupRoles.of(roles == null ? Set.of() : roles);
    }
}
