package dev.steward.session.application;

import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.SessionToken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A session is wanted for a user in a project; who may want that was decided before.
 *
 * @param userId whose it will be
 * @param askedBy the user who wants it
 * @param runtime by its name, one there is; null for the usual one
 * @param token that opens it; null for one that no token opens
 * @param ttl how long it may live, null for as long as is usual
 * @param idleTimeout how long it may go unused, null for as long as is usual
 */
public record CreateSession(
        String projectId,
        String userId,
        String askedBy,
        @Nullable String runtime,
        SessionSpec spec,
        @Nullable SessionToken token,
        @Nullable Duration ttl,
        @Nullable Duration idleTimeout) {

    /** A user wants a session as is usual. */
    public static CreateSession own(String projectId, String userId) {
        return new CreateSession(projectId, userId, userId, null, SessionSpec.USUAL, null, null, null);
    }
}
