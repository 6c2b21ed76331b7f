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
 * @param ttl how long it may live, at most 7 days; without, 24 hours
 * @param idleTimeout how long it may go unused before it is stopped; without, 30 minutes
 */
record CreateSessionRequest(
        @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,39}")
        String projectId,

        @Nullable @DurationMin(minutes = 1) @DurationMax(days = 7)
        Duration ttl,

        @Nullable @DurationMin(minutes = 1) @DurationMax(days = 7)
        Duration idleTimeout) {}
