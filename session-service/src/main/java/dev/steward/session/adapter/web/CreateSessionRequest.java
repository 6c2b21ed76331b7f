package dev.steward.session.adapter.web;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** @param projectId where the session is wanted */
record CreateSessionRequest(
        @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,39}")
        String projectId) {}
