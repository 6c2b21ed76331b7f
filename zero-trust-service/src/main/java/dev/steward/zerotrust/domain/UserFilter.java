package dev.steward.zerotrust.domain;

import org.jspecify.annotations.Nullable;

/** Which users are listed; null does not matter. */
public record UserFilter(
        @Nullable Username username,
        @Nullable Role role,
        @Nullable Boolean disabled) {}
