package dev.steward.zerotrust.domain;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is to become of a group; null leaves it as it is. */
public record GroupChange(@Nullable String name, @Nullable Set<Role> roles) {

    public GroupChange {
        roles = roles == null ? null : Set.copyOf(roles);
    }
}
