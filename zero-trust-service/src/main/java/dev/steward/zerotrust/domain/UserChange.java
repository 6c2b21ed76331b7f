package dev.steward.zerotrust.domain;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is to become of a user; null leaves it as it is. */
public record UserChange(
        @Nullable Set<Role> roles, @Nullable Boolean disabled) {

    public UserChange {
        roles = roles == null ? null : Set.copyOf(roles);
    }

    /** Whether there may be one admin less afterwards. */
    public boolean mayTakeAdmin() {
        return Boolean.TRUE.equals(disabled) || (roles != null && !roles.contains(Role.ADMIN));
    }
}
