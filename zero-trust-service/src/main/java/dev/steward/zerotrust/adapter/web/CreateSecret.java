package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.CheckedBody;
import dev.steward.kit.web.FieldProblems;
import dev.steward.zerotrust.domain.Secret;
import dev.steward.zerotrust.domain.SecretValue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A secret to keep for a project.
 *
 * @param value text of 1 to 65536 bytes in UTF-8
 */
record CreateSecret(
        @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,39}")
        String projectId,

        @NotNull @Pattern(regexp = Secret.NAME, message = Secret.NAME_RULE)
        String name,

        @NotNull String value)
        implements CheckedBody {

    @Override
    public void check(FieldProblems problems) {
        check(value, problems);
    }

    static void check(@Nullable String value, FieldProblems problems) {
        problems.require(value == null || SecretValue.parse(value).isPresent(), "value", SecretValue.RULE);
    }

    @Override
    public String toString() {
        return "CreateSecret[" + projectId + ", " + name + "]";
    }
}
