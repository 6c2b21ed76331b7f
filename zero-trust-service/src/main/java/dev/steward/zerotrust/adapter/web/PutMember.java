package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.CheckedBody;
import dev.steward.kit.web.FieldProblems;
import dev.steward.zerotrust.domain.Role;
import jakarta.validation.constraints.NotNull;

record PutMember(@NotNull Role role) implements CheckedBody {

    @Override
    public void check(FieldProblems problems) {
        problems.require(role == null || role.ofProject(), "role", "must be one of viewer, developer");
    }
}
