package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.CheckedBody;
import dev.steward.kit.web.FieldProblems;
import dev.steward.zerotrust.domain.GroupChange;
import dev.steward.zerotrust.domain.Role;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is not named stays as it is. */
record ChangeGroup(
        @Nullable @Size(max = 100) @Pattern(regexp = PlainText.PATTERN, message = PlainText.RULE)
        String name,

        @Nullable Set<@NotNull Role> roles)
        implements CheckedBody {

    @Override
    public void check(FieldProblems problems) {
        problems.require(name == null || !name.isBlank(), "name", "must not be blank");
    }

    GroupChange change() {
        return new GroupChange(name, roles);
    }
}
