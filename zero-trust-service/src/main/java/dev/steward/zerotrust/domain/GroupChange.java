package dev.steward.zerotrust.domain;

import org.jspecify.annotations.Nullable;

/** What is to become of a group; null leaves it as it is. */
public record GroupChange(@Nullable String name, @Nullable GroupRoles roles) {}
