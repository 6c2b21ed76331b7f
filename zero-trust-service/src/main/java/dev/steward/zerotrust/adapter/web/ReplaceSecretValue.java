package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.CheckedBody;
import dev.steward.kit.web.FieldProblems;
import jakarta.validation.constraints.NotNull;

/**
 * Another value of a secret.
 *
 * @param value text of 1 to 65536 bytes in UTF-8
 */
record ReplaceSecretValue(@NotNull String value) implements CheckedBody {

    @Override
    public void check(FieldProblems problems) {
        CreateSecret.check(value, problems);
    }

    @Override
    public String toString() {
        return "ReplaceSecretValue[redacted]";
    }
}
