package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.CheckedBody;
import dev.steward.kit.web.FieldProblems;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Another value of a secret, whose users are still to learn of it.
 *
 * @param value text of 1 to 65536 bytes in UTF-8
 * @param overlap how long the one before can be read too: {@code PT24H} unless named, {@code P7D} at most
 */
record RotateSecretValue(@NotNull String value, @Nullable Duration overlap) implements CheckedBody {

    @Override
    public void check(FieldProblems problems) {
        CreateSecret.check(value, problems);
        RotateSecret.check(overlap, problems);
    }

    Duration overlapOrUsual() {
        return RotateSecret.orUsual(overlap);
    }

    @Override
    public String toString() {
        return "RotateSecretValue[" + overlap + "]";
    }
}
