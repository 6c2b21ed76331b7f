package dev.steward.zerotrust.domain;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A program that acts without a person: a user who has a client secret instead of a password.
 *
 * @param name what people call it
 * @param renames how often that changed
 * @param previousSecretUntil until when the secret before the last rotation is good too; null when there was none
 */
public record ServiceAccount(
        User user, String name, long renames, @Nullable Instant previousSecretUntil) {

    public static ServiceAccount named(String id, String name, Set<Role> roles, Instant now) {
        return new ServiceAccount(User.service(id, roles, now), name, 0, null);
    }

    public String id() {
        return user.id();
    }

    /** Counts every change of the user and of the name, each of which only grows. */
    public long version() {
        return user.version() + renames;
    }

    public ServiceAccount renamed(String next) {
        return next.equals(name) ? this : new ServiceAccount(user, next, renames + 1, previousSecretUntil);
    }

    public ServiceAccount as(User changed) {
        return new ServiceAccount(changed, name, renames, previousSecretUntil);
    }
}
