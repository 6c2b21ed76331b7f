package dev.steward.zerotrust.adapter.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

record CreateProject(
        @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,39}")
        String projectId,

        @NotBlank @Size(max = 100) @Pattern(regexp = PlainText.PATTERN, message = PlainText.RULE)
        String name) {}
