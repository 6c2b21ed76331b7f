package dev.steward.session.adapter.web;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * A session that is wanted.
 *
 * @param projectId where the session is wanted
 * @param userId whose it will be, a member of the project; without, the caller's own. Another's needs
 *     {@code sessions:admin}
 * @param ttl how long it may live, at most 7 days; without, 24 hours
 * @param idleTimeout how long it may go unused before it is stopped; without, 30 minutes
 */
record CreateSessionRequest(
        @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,39}")
        String projectId,

        @Nullable @Pattern(regexp = CreateSessionRequest.USER_ID)
        String userId,

        @Nullable @DurationMin(minutes = 1) @DurationMax(days = 7)
        Duration ttl,

        @Nullable @DurationMin(minutes = 1) @DurationMax(days = 7)
        Duration idleTimeout) {

    static final String USER_ID = "[A-Za-z0-9._-]{1,64}";
}
