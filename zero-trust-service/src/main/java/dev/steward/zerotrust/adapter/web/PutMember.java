package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.domain.Role;
import jakarta.validation.constraints.NotNull;

record PutMember(@NotNull Role role) {}
