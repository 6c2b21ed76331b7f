package dev.steward.zerotrust.domain;

import org.jspecify.annotations.Nullable;

/**
 * What is to become of a service account, and of the user it is; null leaves it as it is.
 *
 * @param eventSource an empty text takes it away
 */
public record ServiceAccountChange(
        @Nullable String name, @Nullable String eventSource, UserChange user) {}
