package dev.steward.session.application;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A session is wanted by a user in a project; who may want that was decided before.
 *
 * @param ttl how long it may live, null for as long as is usual
 * @param idleTimeout how long it may go unused, null for as long as is usual
 */
public record CreateSession(
        String projectId,
        String userId,
        @Nullable Duration ttl,
        @Nullable Duration idleTimeout) {}
