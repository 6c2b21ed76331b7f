package dev.steward.session.application;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A session is wanted for a user in a project; who may want that was decided before.
 *
 * @param userId whose it will be
 * @param askedBy the user who wants it
 * @param ttl how long it may live, null for as long as is usual
 * @param idleTimeout how long it may go unused, null for as long as is usual
 */
public record CreateSession(
        String projectId,
        String userId,
        String askedBy,
        @Nullable Duration ttl,
        @Nullable Duration idleTimeout) {

    /** A user wants a session as is usual. */
    public static CreateSession own(String projectId, String userId) {
        return new CreateSession(projectId, userId, userId, null, null);
    }
}
