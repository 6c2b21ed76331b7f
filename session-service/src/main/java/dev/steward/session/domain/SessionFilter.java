package dev.steward.session.domain;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions a list shows; null filters nothing. Deleted ones are never among them.
 *
 * @param projects the projects to show sessions of
 */
public record SessionFilter(
        @Nullable Set<String> projects,
        @Nullable String userId,
        @Nullable SessionStatus status,
        @Nullable String runtime) {}
