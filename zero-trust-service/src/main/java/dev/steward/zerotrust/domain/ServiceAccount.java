package dev.steward.zerotrust.domain;

import dev.steward.events.SourcePrefix;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A program that acts without a person: a user who has a client secret instead of a password.
 *
 * @param name what people call it
 * @param eventSource what the source of its events begins with; null when it has none of its own
 * @param renames how often either changed
 * @param previousSecretUntil until when the secret before the last rotation is good too; null when there was none
 */
public record ServiceAccount(
        User user,
        String name,
        @Nullable SourcePrefix eventSource,
        long renames,
        @Nullable Instant previousSecretUntil) {

    public static ServiceAccount named(
            String id, String name, @Nullable SourcePrefix eventSource, Set<Role> roles, Instant now) {
        return new ServiceAccount(User.service(id, roles, now), name, eventSource, 0, null);
    }

    public String id() {
        return user.id();
    }

    public @Nullable String sourceText() {
        return eventSource == null ? null : eventSource.text();
    }

    /** Counts every change of the user and of what is said here, each of which only grows. */
    public long version() {
        return user.version() + renames;
    }

    /** Itself when nothing changes. */
    public ServiceAccount changed(ServiceAccountChange change) {
        String nextName = change.name() == null ? name : change.name();
        @Nullable SourcePrefix nextSource = change.eventSource() == null ? eventSource : source(change.eventSource());
        return nextName.equals(name) && Objects.equals(nextSource, eventSource)
                ? this
                : new ServiceAccount(user, nextName, nextSource, renames + 1, previousSecretUntil);
    }

    public ServiceAccount as(User changed) {
        return new ServiceAccount(changed, name, eventSource, renames, previousSecretUntil);
    }

    private static @Nullable SourcePrefix source(String text) {
        return text.isEmpty() ? null : new SourcePrefix(text);
    }

    /** Whether tokens of before may say an event source that this one, which it became, has no more. */
    public boolean losesSourceTo(ServiceAccount after) {
        return eventSource != null && !eventSource.equals(after.eventSource);
    }
}
