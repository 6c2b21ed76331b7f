package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.CheckedBody;
import dev.steward.kit.web.FieldProblems;
import dev.steward.zerotrust.domain.Password;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

record ChangePassword(
        @NotNull @Size(max = 1024) String currentPassword,
        @NotNull String password) implements CheckedBody {

    @Override
    public void check(FieldProblems problems) {
        problems.require(password == null || Password.parse(password).isPresent(), "password", Password.RULE);
    }

    @Override
    public String toString() {
        return "ChangePassword[redacted]";
    }
}
